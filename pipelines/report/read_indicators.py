"""Read every indicator from the published tables, in the order of a child's path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import polars as pl

from pipelines.report.about import Tables
from pipelines.report.indicator_figures import PARTS, SHOWN, TOTAL, Benchmark, Figure, Indicator
from pipelines.report.labels_da import place_of
from pipelines.report.verdicts import read_verdicts
from schemas.place import place

_FIELDS = [field.name for field in fields(Figure)]
_NUMBERS = ("numerator", "denominator", "value", "ci_low", "ci_high", "few", "coverage", "pooled_3y")
_NO_STAGE = "Barnets vej, 0-29 år"


def without_hidden(tables: Tables) -> dict[str, pl.DataFrame]:
    """Return the tables with every number of hidden rows set to null, as a second safeguard."""
    shown = pl.col("status").is_in(SHOWN)
    known = pl.col("participants").is_not_null()
    return dict(tables) | {
        "indicators": tables["indicators"].with_columns(pl.when(shown).then(pl.col(*_NUMBERS))),
        "initiative_reach": tables["initiative_reach"].with_columns(pl.when(known).then(pl.col("completed"))),
    }


def read_indicators(tables: Tables, today: date) -> list[Indicator]:
    """Return every indicator with its newest definition, in the order of the path; `today`: day of publication."""
    figures = _by_indicator(tables["indicators"].sort("period_start"))
    overview = {row["indicator_id"]: row for row in tables["overview"].iter_rows(named=True)}
    benchmarks, verdicts = _by_indicator(tables["benchmarks"]), read_verdicts(tables.get("judgements"))
    newest = {
        row["indicator_id"]: row
        for row in tables["indicator_definitions"].sort("definition_version").iter_rows(named=True)
    }
    return [
        replace(
            _indicator(row, overview.get(name, {}), figures.get(name, []), benchmarks.get(name, []), today),
            verdicts=verdicts.get(name, ()),
        )
        for name, row in sorted(newest.items(), key=lambda item: _path(item[1]))
    ]


def stage(definition: Mapping[str, Any]) -> str:
    """Return the stage of a child's path that an indicator belongs to."""
    return str(definition.get("stage_da") or _NO_STAGE)


def _path(definition: Mapping[str, Any]) -> tuple[int, str]:
    """Sort key: position on the path; retired indicators come last."""
    place = definition.get("path")
    return (999 if place is None else int(place)), definition["name_da"]


def _by_indicator(table: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    groups = table.partition_by("indicator_id", as_dict=True, maintain_order=True)
    return {str(key[0]): group.to_dicts() for key, group in groups.items()}


def _indicator(
    definition: Mapping[str, Any],
    overview: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    benchmarks: Sequence[Mapping[str, Any]],
    today: date,
) -> Indicator:
    totals = [_figure(row) for row in rows if not _split_by(row)]
    series = _due(totals, today)
    last = next((row for row in reversed(rows) if row["target"] is not None), {})
    return Indicator(
        definition,
        overview,
        series,
        _parts(rows, series),
        _benchmarks(benchmarks, {figure.period: figure.day for figure in totals}),
        last.get("target"),
        last.get("target_year"),
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    """Make a figure of a row; a release of an older version does not say what was missing."""
    known: dict[str, Any] = {name: row.get(name) for name in _FIELDS}
    return Figure(**known)


def _split_by(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(part for part in PARTS if row[part] != TOTAL)


def _due(totals: Sequence[Figure], today: date) -> tuple[Figure, ...]:
    """The totals from the first delivered period on; a period that has not ended is not counted as missing."""
    delivered = [not figure.is_waited_for for figure in totals]
    first = delivered.index(True) if True in delivered else len(totals)
    return tuple(
        figure
        for figure in totals[first:]
        if figure.status != "not_yet" and (not figure.is_waited_for or figure.period_end < today)
    )


def _parts(rows: Iterable[Mapping[str, Any]], series: Sequence[Figure]) -> dict[str, tuple[Figure, ...]]:
    """The breakdowns by one dimension of the newest whole total, else of the newest delivered."""
    shown = [figure.period for figure in series if figure.value is not None and figure.missing is None]
    periods = shown or [figure.period for figure in series if not figure.is_waited_for]
    found = [(_split_by(row), row) for row in rows if periods and row["period"] == periods[-1]]
    parts = {part: [_figure(row) for split, row in found if split == (part,)] for part in PARTS}
    return {part: _in_order(part, group) for part, group in parts.items() if group}


def _in_order(part: str, group: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(group, key=lambda figure: place_of(part, getattr(figure, part))))


def _benchmarks(rows: Sequence[Mapping[str, Any]], days: Mapping[str, date]) -> tuple[Benchmark, ...]:
    """The benchmarks of the municipality and the country in the indicator's periods, oldest first."""
    compared = (place().municipality, place().country)
    known = [row for row in rows if row["geography"] in compared and row["period"] in days]
    benchmarks = [
        Benchmark(row["geography"], row["period"], days[row["period"]], row["value"]) for row in known
    ]
    return tuple(sorted(benchmarks, key=lambda figure: (figure.geography, figure.day)))
