"""The course: the straight line from the first shown figure to the target.

It runs from the middle of that figure's period to the middle of the target year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.report.indicator_figures import Figure, Indicator


@dataclass(frozen=True)
class Course:
    """From `start` (a shown figure) to `target` on `end`."""

    start: Figure
    target: float
    end: date

    def at(self, day: date) -> float:
        """Return the value of the line on `day`; from `end` on, the target."""
        begin = self.start.day
        passed = min(1.0, (day - begin).days / (self.end - begin).days)
        first = self.start.value or 0.0
        return first + (self.target - first) * passed


def course_of(indicator: Indicator) -> Course | None:
    """Return the course of an indicator; None without a target later than its first figure."""
    if indicator.target is None or indicator.target_year is None or not indicator.shown:
        return None
    start, end = indicator.shown[0], date(indicator.target_year, 7, 1)
    return Course(start, indicator.target, end) if start.day < end else None
