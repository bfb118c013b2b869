"""Small published tables for the report: two shares and a mean, with something hidden in each kind of table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from pipelines.judgement import judge
from pipelines.report.about import About
from tests.publication import example_marts

ABSENCE, WELLBEING, MEMBERS = "absence_over_10", "wellbeing_general", "leisure_membership"
SILENT, HIDDEN = "silent", "hidden"
ABOUT = About("20261124-004646-c184", datetime(2026, 11, 24, 8, 30, tzinfo=UTC))


def year(start: int, **changes: Any) -> dict[str, Any]:
    """A shown total of the school year that begins in `start`."""
    period = {"period": f"{start}/{(start + 1) % 100}"}
    period |= {"period_start": date(start, 8, 1), "period_end": date(start + 1, 7, 31)}
    return example_marts.cell(**period, **changes)


def share(start: int, numerator: float, denominator: float, **changes: Any) -> dict[str, Any]:
    """A share with an interval wide enough to be one."""
    value = 100 * numerator / denominator
    ends = {"ci_low": max(0.0, value - 6), "ci_high": min(100.0, value + 6)}
    few = {"few": denominator < 30}
    return year(start, numerator=numerator, denominator=denominator, value=value, **ends, **few) | changes


def hidden(start: int, **changes: Any) -> dict[str, Any]:
    """A suppressed cell that still holds numbers (`SECRET`), against the expectations."""
    numbers = ("numerator", "denominator", "value", "ci_low", "ci_high", "pooled_3y")
    return year(start, status="suppressed", **dict.fromkeys(numbers, float(example_marts.SECRET)), **changes)


def definition(indicator_id: str, name: str, **changes: Any) -> dict[str, Any]:
    """One row of `indicator_definitions`."""
    words = dict.fromkeys(("description_da", "numerator_da", "denominator_da", "official_source"), "Ord")
    row = {"indicator_id": indicator_id, "definition_version": 1, "name_da": name, **words, "unit": "pct"}
    row |= {"place_basis": "school", "direction": "down", "dims": "O", "owner": "Sekretariatet"}
    row |= {"measure_of": "flow"}
    return row | {"valid_from": date(2021, 1, 1), "stage_da": "6-15 år: I skole", "path": 1} | changes


def overview(indicator_id: str, **changes: Any) -> dict[str, Any]:
    """One row of `overview`, with default texts."""
    columns = example_marts.OVERVIEW.columns
    words = dict.fromkeys(example_marts.OVERVIEW.required, "Ord") | {"unit": "pct", "direction": "down"}
    return dict.fromkeys(columns) | words | {"indicator_id": indicator_id, "name_da": "Ord"} | changes


def tables(**changes: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Every published table; `changes` replaces some."""
    definitions = [
        definition(ABSENCE, "Elever med over 10 pct. fravær"),
        definition(WELLBEING, "Generel trivsel (score)", unit="score", direction="up"),
        definition(MEMBERS, "Foreningsmedlemskaber pr. 100 børn", stage_da="3-5 år: Før skolen", path=0),
    ]
    untold = [overview(row["indicator_id"]) for row in definitions]
    types = dict(example_marts.overview().schema.items())
    usual = {
        "indicators": example_marts.cells(*figures()),
        "indicator_definitions": pl.DataFrame(definitions),
        "overview": pl.DataFrame(untold, schema=types),
        "benchmarks": example_marts.benchmarks(),
        "pathways": example_marts.pathways(),
        "initiatives": example_marts.initiatives(),
        "initiative_reach": example_marts.reach(),
        "initiative_history": example_marts.history(),
        "reflections": example_marts.reflections(),
        "deliveries": example_marts.deliveries(),
    }
    shown = usual | changes
    return {"judgements": judged(shown)} | shown


def judged(shown: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The table `judgements` of the other tables."""
    targets = shown["indicators"].select("indicator_id", "target", "target_year").drop_nulls()
    return judge(shown["indicators"], shown["benchmarks"], targets, shown["indicator_definitions"])


def figures() -> list[dict[str, Any]]:
    """Absence over four years, one of them hidden, and by area; wellbeing, a mean; no figure of members."""
    absence = [share(2021, 40, 200), share(2022, 44, 200), hidden(2023), share(2024, 30, 200)]
    areas = [share(2024, 10, 100, area="OE1"), hidden(2024, area="OE2")]
    mean = {"indicator_id": WELLBEING, "unit": "score", "target": None, "target_year": None}
    wellbeing = year(2024, **mean, numerator=370.0, denominator=100.0, value=3.7, ci_low=None, ci_high=None)
    return [*absence, *areas, wellbeing]


def indicators(*rows: Mapping[str, Any], **changes: Any) -> pl.DataFrame:
    """The table `indicators` of absence only; `changes` are applied to every row."""
    return example_marts.cells(*({**row, **changes} for row in rows))


def every_status() -> dict[str, pl.DataFrame]:
    """Tables with an indicator of each status, so that a page shows every text, icon and colour."""
    series = {
        "behind": ([(80, 200), (82, 200), (79, 200), (81, 200)], {"target": 10.0}),
        "perhaps": ([(80, 200), (70, 200), (62, 200), (56, 200)], {"target": 24.0}),
        "probably": ([(80, 200), (66, 200), (54, 200), (42, 200)], {"target": 40.0}),
        "improving": ([(80, 200), (81, 200), (79, 200), (20, 200)], {}),
        "worsening": ([(30, 200), (31, 200), (29, 200), (90, 200)], {}),
        "rising": ([(30, 200), (31, 200), (29, 200), (90, 200)], {}),
        "falling": ([(90, 200), (91, 200), (89, 200), (20, 200)], {}),
        "above": ([(40, 200), (41, 200), (39, 200), (40, 200)], {}),
        "below": ([(20, 200), (21, 200), (19, 200), (20, 200)], {}),
        "uncertain": ([(30, 200), (31, 200), (29, 200), (30, 200)], {}),
        "untested": ([(30, 200)], {}),
    }
    rows = [share(2021, 80, 200, indicator_id=HIDDEN, status="suppressed")]
    for name, (counts, aims) in series.items():
        row = {"indicator_id": name, "target": None, "target_year": None}
        row |= aims | {"target_year": 2028} if aims else {}
        rows += [share(2025 - len(counts) + place, *count, **row) for place, count in enumerate(counts)]
        rows += [share(2024, 9, 20, area="OE1", **row), share(2024, 40, 90, gender="female", **row)]
        rows += [share(2024, 2, 90, gender="male", **row), hidden(2024, area="OE2", **row)]
    way = {"rising": "neutral", "falling": "neutral"}
    defined = [
        definition(name, f"Ungdomsuddannelsesparate {name}", direction=way.get(name, "down"))
        for name in series
    ]
    defined += [definition(SILENT, "Uden tal"), definition(HIDDEN, "Skjult", direction="up")]
    other = example_marts.benchmarks().with_columns(period=pl.lit("2024/25"), value=pl.lit(15.0))
    return tables(
        indicators=example_marts.cells(*rows),
        indicator_definitions=pl.DataFrame(defined),
        overview=pl.DataFrame(
            [overview(row["indicator_id"]) for row in defined], schema=dict(example_marts.overview().schema)
        ),
        initiatives=example_marts.initiatives().with_columns(indicator_ids=pl.lit("behind; improving")),
        benchmarks=pl.concat(
            [other.with_columns(indicator_id=pl.lit(name)) for name in ("above", "below")]
        ).with_columns(value=pl.when(indicator_id="above").then(5.0).otherwise(25.0)),
    )
