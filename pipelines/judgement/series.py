"""Series: the shown figures of one indicator in one cell, in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import isfinite
from typing import Any

import polars as pl

from schemas.code_lists import packaged_code_list

TOTAL = "total"
BREAKDOWNS = ("area", "gender", "age_band", "school")
USED = "ok"
PERIODS_A_YEAR = {"month": 12, "quarter": 4}

_STATUSES = packaged_code_list("figure_statuses")
# Periods whose figure exists or is awaited, and is not used; others have no figure yet.
_LEFT_OUT = {"incomplete", *_STATUSES.in_group("hidden"), *_STATUSES.in_group("shown")} - {USED}


@dataclass(frozen=True)
class Point:
    """One shown figure; `value` in the indicator's unit, `denominator` its weight."""

    period: str
    start: date
    end: date
    version: int
    value: float
    numerator: float
    denominator: float

    @property
    def years(self) -> float:
        """The start of the period in years."""
        return self.start.year + (self.start.month - 1) / 12

    @property
    def season(self) -> int:
        """The month that the period starts in; the same for all years."""
        return self.start.month

    def is_year_before(self, other: Point) -> bool:
        """Return whether this is the same part of the year before `other`, by the same definition."""
        one_year = (other.start.year - self.start.year, other.start.month - self.start.month) == (1, 0)
        return one_year and self.version == other.version


@dataclass(frozen=True)
class Series:
    """The points of one cell; `breakdown` names the dimensions of the cell, in order.

    `is_share`: the figures are shares of persons, so numerator and denominator are counts. `is_stock`: the same persons
    are counted again in the next period. `left_out`: hidden, incomplete and provisional periods.
    """

    indicator_id: str
    cell: str
    breakdown: tuple[str, ...]
    unit: str
    period_type: str
    is_share: bool
    left_out: int
    points: tuple[Point, ...]
    is_stock: bool = False

    @property
    def latest(self) -> Point | None:
        """The newest shown figure."""
        return self.points[-1] if self.points else None

    @property
    def periods_a_year(self) -> int:
        """Periods a year that are compared with each other: of a stock one, whatever its periods."""
        return 1 if self.is_stock else PERIODS_A_YEAR.get(self.period_type, 1)

    @cached_property
    def comparable(self) -> tuple[Point, ...]:
        """The points by the newest definition; of a stock only those of the newest part of the year."""
        newest = self.latest
        if newest is None:
            return ()
        same = [point for point in self.points if point.version == newest.version]
        return tuple(point for point in same if not self.is_stock or point.season == newest.season)

    @property
    def preceding(self) -> Point | None:
        """The figure of the year before the newest one; None where it is hidden, missing or by another definition."""
        newest = self.latest
        return next((point for point in self.points if newest and point.is_year_before(newest)), None)

    def before_latest(self) -> Series:
        """Return the series without its newest comparable point."""
        return replace(self, points=self.comparable[:-1])


def read_series(indicators: pl.DataFrame) -> list[Series]:
    """Read the published table `indicators`: one series for each indicator and cell, whole neighbourhood first.

    A cell without any figure to use is left out, but not the whole neighbourhood.
    """
    rows: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in indicators.iter_rows(named=True):
        labels = (str(row.get(column) or TOTAL) for column in BREAKDOWNS)
        rows.setdefault((row["indicator_id"], *labels), []).append(row)
    shares = {
        row["indicator_id"] for found in rows.values() for row in found if row.get("ci_low") is not None
    }
    read = [_series(key, found, key[0] in shares) for key, found in rows.items()]
    kept = [series for series in read if series.points or series.cell == TOTAL]
    return sorted(kept, key=lambda series: (series.indicator_id, series.cell != TOTAL, series.cell))


def _series(key: tuple[str, ...], rows: Iterable[dict[str, Any]], is_share: bool) -> Series:
    rows = sorted(rows, key=lambda row: row["period_start"])
    labels = [(name, label) for name, label in zip(BREAKDOWNS, key[1:], strict=True) if label != TOTAL]
    points = [_point(row) for row in rows if row["status"] == USED and _has_numbers(row, is_share)]
    return Series(
        indicator_id=key[0],
        cell=" ".join(f"{name}={label}" for name, label in labels) or TOTAL,
        breakdown=tuple(name for name, _ in labels),
        unit=rows[-1]["unit"],
        period_type=rows[-1]["period_type"],
        is_share=is_share,
        left_out=sum(
            number for status, number in Counter(row["status"] for row in rows).items() if status in _LEFT_OUT
        ),
        points=tuple(points),
    )


def _point(row: dict[str, Any]) -> Point:
    numbers = (float(row[name]) for name in ("value", "numerator", "denominator"))
    return Point(row["period"], row["period_start"], row["period_end"], row["definition_version"], *numbers)


def _has_numbers(row: dict[str, Any], is_share: bool) -> bool:
    numbers = [row.get(name) for name in ("value", "numerator", "denominator")]
    if any(number is None or not isfinite(number) for number in numbers) or row["denominator"] <= 0:
        return False
    return not is_share or 0 <= row["numerator"] <= row["denominator"]
