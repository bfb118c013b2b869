"""Published rows for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from pipelines.judgement import judge

BREAKDOWNS = ("area", "gender", "age_band", "school")


def figure(
    year: int, numerator: float | None, denominator: float | None, indicator_id: str = "share", **more: Any
) -> dict[str, Any]:
    """One published row; by default a share of persons in a calendar year of the whole neighbourhood."""
    value = None if numerator is None or not denominator else 100 * numerator / denominator
    given = {"area": "total", "gender": "total", "age_band": "total", "school": "total"} | more
    month = given.pop("month", None)
    start, end = date(year, month or 1, 1), date(year, month or 12, 28)
    defaults = {
        "indicator_id": indicator_id,
        "definition_version": 1,
        "period_type": "month" if month else "calendar_year",
        "period": f"{year}M{month:02}" if month else str(year),
        "period_start": start,
        "period_end": end,
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "ci_low": value,
        "unit": "pct",
        "status": "ok",
    }
    return defaults | given


def years(first: int, counts: Sequence[tuple[float, float]], **more: Any) -> list[dict[str, Any]]:
    """Rows of consecutive years."""
    return [figure(first + index, *count, **more) for index, count in enumerate(counts)]


def mean(year: int, value: float, weight: float = 100.0, **more: Any) -> dict[str, Any]:
    """One published mean or rate without person counts."""
    return figure(year, value * weight, weight, **more) | {"value": value, "ci_low": None}


def hidden(row: dict[str, Any], status: str = "suppressed") -> dict[str, Any]:
    """The same row without its figure."""
    return row | dict.fromkeys(("numerator", "denominator", "value", "ci_low")) | {"status": status}


def table(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), infer_schema_length=None)


def benchmark(period: str, value: float, geography: str = "Esbjerg", **more: Any) -> dict[str, Any]:
    return {
        "indicator_id": "share",
        "geography": geography,
        "period": period,
        "value": value,
        "denominator": None,
    } | more


def direction(way: str, indicator_id: str = "share", measure_of: str = "flow") -> pl.DataFrame:
    """The definition of one indicator."""
    return pl.DataFrame(
        {
            "indicator_id": [indicator_id],
            "definition_version": [1],
            "direction": [way],
            "measure_of": [measure_of],
        }
    )


def ask(
    rows: Sequence[dict[str, Any]],
    question: str,
    cell: str = "total",
    *,
    beside: Sequence[dict[str, Any]] = (),
    target: tuple[float, int] | None = None,
    way: str = "up",
    measure_of: str = "flow",
) -> dict[str, Any]:
    """The one answer to a question about a cell of the indicator `share`."""
    aims = {"indicator_id": ["share"], "target": [target[0]], "target_year": [target[1]]} if target else None
    found = judge(
        table(rows),
        table(beside) if beside else None,
        pl.DataFrame(aims) if aims else None,
        direction(way, measure_of=measure_of),
    )
    chosen = found.filter(question=question, cell=cell, indicator_id="share")
    return chosen.row(0, named=True)
