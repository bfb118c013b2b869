"""What earlier meetings asked, explained, decided and agreed, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.intake.values.periods import last_day
from pipelines.report.about import Tables
from schemas.code_lists import code_list


@dataclass(frozen=True)
class Reflection:
    """One row of `reflections`; `kind` and `status` are Danish words, `is_late` an open agreement past its date."""

    row: Mapping[str, Any]
    kind: str
    status: str
    is_open: bool
    is_late: bool
    is_marked: bool

    @property
    def meeting(self) -> str:
        """The meeting, e.g. 2026K4."""
        return str(self.row["meeting"])

    @property
    def day(self) -> date:
        """The last day of the meeting's period, by which meetings are in order."""
        return last_day(self.meeting)

    @property
    def indicator(self) -> str | None:
        """The indicator it is about; None: all of them."""
        indicator: str | None = self.row["indicator_id"]
        return indicator


def read_reflections(tables: Tables, today: date) -> list[Reflection]:
    """Return everything that meetings have written, the newest meeting first; none of a publication older than the
    table."""
    if "reflections" not in tables:
        return []
    rows = tables["reflections"].sort("kind", "text").to_dicts()
    return sorted((_reflection(row, today) for row in rows), key=lambda one: one.day, reverse=True)


def remembered(reflections: Iterable[Reflection], indicator_id: str) -> list[Reflection]:
    """Return what is said of an indicator when it is opened: that of its last meeting, and what is still open of
    earlier ones."""
    return _current([one for one in reflections if one.indicator == indicator_id])


def general(reflections: Iterable[Reflection], indicator_ids: Collection[str]) -> list[Reflection]:
    """Return the same of what is about none of these indicators: about all of them, or about an unknown one."""
    return _current([one for one in reflections if one.indicator not in indicator_ids])


def _current(reflections: Sequence[Reflection]) -> list[Reflection]:
    newest = max((one.day for one in reflections), default=date.min)
    return [one for one in reflections if one.day == newest or one.is_open]


def late(reflections: Iterable[Reflection]) -> list[Reflection]:
    """Return the open agreements whose date has passed, the oldest date first."""
    return sorted((one for one in reflections if one.is_late), key=lambda one: one.row["due"])


def _reflection(row: Mapping[str, Any], today: date) -> Reflection:
    kinds, statuses = code_list("reflection_kinds"), code_list("reflection_statuses")
    is_open = row["status"] in statuses.in_group("open")
    return Reflection(
        row,
        kinds.codes.get(row["kind"], row["kind"]),
        statuses.codes.get(row["status"] or "", "").lower(),
        is_open,
        is_open and row["due"] is not None and row["due"] < today,
        row["kind"] in [*kinds.in_group("decision"), *kinds.in_group("agreement")],
    )


def marked(reflections: Sequence[Reflection], indicator_id: str) -> list[Reflection]:
    """Return the decisions and agreements about an indicator."""
    return [one for one in reflections if one.indicator == indicator_id and one.is_marked]
