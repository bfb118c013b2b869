"""What the meetings of the invented partnership said."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from pipelines.demo.row_type import Row

# The columns of reflections.csv that control the simulation; the others are columns of the feed.
_CONTROL_COLUMNS = ("met", "due", "begun", "done", "outcome")


@dataclass(frozen=True)
class Reflection:
    """One line of reflections.csv. Days are counted from the first day of the simulation; None: never."""

    fields: dict[str, str]
    met: int
    due: int | None
    begun: int | None
    done: int | None
    outcome: str

    def met_on(self, start: date) -> date:
        """Return the day of the meeting in a simulation that starts on `start`."""
        return start + timedelta(days=self.met)

    def on(self, start: date, day: date) -> Row:
        """Return the row of the feed as it stands on a day."""
        met, passed = self.met_on(start), (day - start).days
        is_done = self.done is not None and self.done <= passed
        is_begun = self.begun is not None and self.begun <= passed
        status = "gjort" if is_done else "i gang" if is_begun else "aftalt"
        return {
            "meeting": f"{met.year}K{(met.month + 2) // 3}",
            **{name: text or None for name, text in self.fields.items()},
            "due": None if self.due is None else start + timedelta(days=self.due),
            "status": None if self.due is None else status,
            "outcome": self.outcome if is_done else None,
        }


@cache
def all_reflections() -> list[Reflection]:
    """Return everything that the meetings say, in the file's order."""
    text = files("pipelines.demo").joinpath("lives", "reflections.csv").read_text(encoding="utf-8")
    return [_reflection(row) for row in csv.DictReader(text.splitlines())]


def _reflection(row: dict[str, str]) -> Reflection:
    fields = {name: text for name, text in row.items() if name not in _CONTROL_COLUMNS}
    due, begun, done = (int(row[name]) if row[name] else None for name in ("due", "begun", "done"))
    return Reflection(fields, int(row["met"]), due, begun, done, row["outcome"])
