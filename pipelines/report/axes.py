"""Scales of charts: the mapping from a value or a day to a position, and the ticks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

MOST_YEARS = 6
LEAST = 0.3


@dataclass(frozen=True)
class Scale:
    """A linear scale from `low` to `high` over `length`; `upwards` where the high end is at the top."""

    low: float
    high: float
    length: float
    upwards: bool = False

    def __call__(self, value: float) -> float:
        """The position of a value, rounded to a tenth."""
        part = (value - self.low) / (self.high - self.low or 1)
        return round((1 - part if self.upwards else part) * self.length, 1)

    def percent(self, value: float) -> float:
        """The position of a value in per cent of the length."""
        return round(100 * self(value) / self.length, 2)


def span(values: Iterable[float], ceiling: float | None) -> tuple[float, float, list[float]]:
    """Return the ends of an axis around the values, and its ticks: three to seven round numbers, two around 0 alone.

    An axis begins at 0 where the values are not far from it, never exceeds `ceiling`, and has a least extent so that a
    small change does not look large.
    """
    low, high = min(values := list(values)), max(values)
    missing = max(0.0, LEAST * abs(high) - (high - low))
    low, high = low - missing / 2, high + missing / 2
    low = 0.0 if low < 0.4 * high else low
    step = _step((high - low) or abs(high) or 1)
    first, last = floor(low / step), ceil(high / step)
    ticks = [number * step for number in range(first, last + (first == last) + 1)]
    drawn = [tick for tick in ticks if ceiling is None or tick <= ceiling]
    return drawn[0], drawn[-1], drawn


def _step(extent: float) -> float:
    raw = extent / 5
    unit = 10.0 ** floor(log10(raw))
    return next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= raw)


def years(first: date, last: date) -> list[tuple[date, str]]:
    """Return the middle day and label of the years between two days, at most `MOST_YEARS` of them."""
    found = [year for year in range(first.year, last.year + 1) if first <= date(year, 7, 1) <= last]
    every = ceil(len(found) / MOST_YEARS) or 1
    return [(date(year, 7, 1), str(year)) for year in found[::every]]
