"""The secretariat's register of initiatives, and who takes part in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.demo.lives.invented_initiatives import Part, all_initiatives
from pipelines.demo.row_type import Row


def initiatives(start: date, day: date) -> list[Row]:
    """The register on a day: what has begun since the first day of the story."""
    return [
        {
            **{name: text or None for name, text in one.told.items()},
            "start_date": begun,
            "end_date": ended if ended <= day else None,
            "status": "afsluttet" if ended <= day else "i gang",
        }
        for one in all_initiatives()
        for begun, ended in [one.days(start)]
        if begun <= day
    ]


def participation(told: Iterable[Part], day: date) -> list[Row]:
    """Everybody who has begun by a day, and whether those who are done completed."""
    return [
        {
            "cpr": part.person.cpr,
            "initiative_id": part.initiative_id,
            "start_date": part.start,
            "end_date": part.end if part.end <= day else None,
            "completed": ("Ja" if part.completes else "Nej") if part.end <= day else None,
        }
        for part in told
        if part.start <= day
    ]
