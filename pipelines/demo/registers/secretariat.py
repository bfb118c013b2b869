"""The secretariat's register of initiatives, their participants, and what meetings said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.demo.lives.invented_initiatives import Participation, all_initiatives
from pipelines.demo.lives.invented_meetings import all_reflections
from pipelines.demo.row_type import Row


def initiatives(start: date, day: date) -> list[Row]:
    """Return the register on a day: the initiatives begun since the first day of the simulation."""
    return [
        {
            **{name: text or None for name, text in initiative.fields.items()},
            "start_date": begun,
            "end_date": ended if ended <= day else None,
            "status": "afsluttet" if ended <= day else "i gang",
        }
        for initiative in all_initiatives()
        for begun, ended in [initiative.days(start)]
        if begun <= day
    ]


def participation(participations: Iterable[Participation], day: date) -> list[Row]:
    """Return everybody who has begun by a day, and whether those who have ended completed."""
    return [
        {
            "cpr": part.person.cpr,
            "initiative_id": part.initiative_id,
            "start_date": part.start,
            "end_date": part.end if part.end <= day else None,
            "completed": ("Ja" if part.completes else "Nej") if part.end <= day else None,
        }
        for part in participations
        if part.start <= day
    ]


def reflections(start: date, day: date) -> list[Row]:
    """Return what the meetings held by a day said, with what had become of it."""
    return [one.on(start, day) for one in all_reflections() if one.met_on(start) <= day]
