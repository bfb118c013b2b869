"""Small published tables for the report: two shares and a mean, with something hidden in each kind of table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

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
    return row | {"valid_from": date(2021, 1, 1), "stage_da": "6-15 år: I skole", "path": 1} | changes


def overview(indicator_id: str, **changes: Any) -> dict[str, Any]:
    """One row of `overview`, with default texts."""
    columns = example_marts.OVERVIEW.columns
    words = {
        "status_da": "intet mål sat",
        "change_da": "kan ikke afgøres",
        "unit": "pct",
        "direction": "down",
    }
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
        "deliveries": example_marts.deliveries(),
    }
    return usual | changes


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
    """Tables of ten indicators, one of each status, so that a page shows every text, icon and colour."""
    aimed = [(30, ""), (50, ""), (78, ""), (120, ""), (10, "målet er nået")]
    free = [(90, word) for word in ("bedre end sidst", "dårligere end sidst", "højere end sidst")]
    rows, overviews = [share(2021, 80, 200, indicator_id=HIDDEN, status="suppressed")], []
    for place, (count, word) in enumerate([*aimed, *free]):
        target = {} if place < len(aimed) else {"target": None, "target_year": None}
        name = {"indicator_id": f"indicator_{place}", **target}
        rows += [share(2021, 80, 200, **name), hidden(2022, **name), share(2023, 70, 200, **name)]
        rows += [share(2024, count, 200, **name), share(2024, 9, 20, area="OE1", **name)]
        rows += [hidden(2024, area="OE2", **name), share(2024, 40, 90, gender="female", **name)]
        overviews.append(overview(f"indicator_{place}", status_da=word, change_da=word))
    names = [f"Ungdomsuddannelsesparate {place} mdr. efter 9. klasse" for place in range(len(overviews))]
    defined = [definition(row["indicator_id"], name) for row, name in zip(overviews, names, strict=True)]
    return tables(
        indicators=example_marts.cells(*rows),
        indicator_definitions=pl.DataFrame(
            [*defined, definition(SILENT, "Unge uden tal"), definition(HIDDEN, "Skjult")]
        ),
        overview=pl.DataFrame(
            [*overviews, overview(SILENT), overview(HIDDEN)], schema=dict(example_marts.overview().schema)
        ),
        initiatives=example_marts.initiatives().with_columns(
            pl.lit("indicator_0; indicator_1").alias("indicator_ids")
        ),
    )
