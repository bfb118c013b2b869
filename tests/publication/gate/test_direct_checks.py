"""Direct checks: hidden numbers left, pooled or repeated, and small numbers shown."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.publication.gate import Cell, DisclosureKind
from tests.publication.gate.example_publications import (
    AREAS,
    NAME,
    PERIOD,
    at,
    attacked,
    cell,
    found,
    published,
    warehouse,
)


def test_the_overview_may_not_reveal_a_hidden_total() -> None:
    cells = warehouse([cell(at(), 100, 3)])
    tables = published(cells, {at()})
    empty = dict.fromkeys(("value", "target", "gap_to_target", "previous_value", "change"))
    for disclosed in (
        {"period": PERIOD, "value": 3.0},
        {"period": PERIOD, "target": 10.0, "gap_to_target": -7.0},
        {"previous_period": PERIOD, "previous_value": 3.0},
        {"previous_period": PERIOD, "value": 5.0, "change": 2.0, "period": "2026/27"},
        {"period": PERIOD, "previous_value": 1.0, "change": 2.0, "previous_period": "2024/25"},
    ):
        row = {"indicator_id": NAME, "period": None, "previous_period": None, **empty, **disclosed}
        types = dict.fromkeys(empty, pl.Float64) | dict.fromkeys(("period", "previous_period"), pl.String)
        overview = pl.DataFrame([row], schema_overrides=types)
        assert found(attacked(cells, {**tables, "overview": overview})) == {at()}
    assert attacked(cells, tables).holds


@pytest.mark.parametrize(
    "column", ["numerator", "value", "ci_low", "ci_high", "coverage", "pooled_3y", "denominator"]
)
def test_a_number_left_in_a_hidden_row(column: str) -> None:
    hidden = {at(area="OE1"), at(area="OE4")}
    tables = published(AREAS, hidden)
    one = pl.when(pl.col("area") == "OE1").then(7.0).otherwise(column).alias(column)
    tables["indicators"] = tables["indicators"].with_columns(one)
    proof = attacked(AREAS, tables)
    assert (at(area="OE1"), DisclosureKind.LEFT) in [
        (disclosed_cell.cell, disclosed_cell.kind) for disclosed_cell in proof.disclosed_cells
    ]


def test_a_true_value_left_in_a_hidden_row() -> None:
    tables = published(AREAS, {at(area="OE1"), at(area="OE4")})
    few = pl.when(pl.col("area") == "OE1").then(pl.lit(value=True)).otherwise("few").alias("few")
    tables["indicators"] = tables["indicators"].with_columns(few)
    assert found(attacked(AREAS, tables)) == {at(area="OE1")}


def test_what_was_not_delivered_is_not_hidden() -> None:
    tables = published(AREAS, {at(area="OE1"), at(area="OE4")})
    missing = tables["indicators"].filter(pl.col("area") == "OE1")
    missing = missing.with_columns(period=pl.lit("2026/27"), status=pl.lit("not_delivered"))
    tables["indicators"] = pl.concat([tables["indicators"], missing])
    assert attacked(AREAS, tables).cells == 2


def test_a_pooled_value_with_a_hidden_year_in_it() -> None:
    years = [cell(Cell(NAME, f"{year}"), 100, 30) for year in (2022, 2023, 2024, 2025)]
    cells = warehouse(years)

    def disclosed(hidden: str, pooled: str) -> set[Cell]:
        tables = published(cells, {Cell(NAME, hidden)})
        one = pl.when(pl.col("period") == pooled).then(30.0).alias("pooled_3y")
        tables["indicators"] = tables["indicators"].with_columns(one)
        return found(attacked(cells, tables))

    assert disclosed("2023", "2025") == {Cell(NAME, "2025")}
    assert disclosed("2022", "2025") == set()


@pytest.mark.parametrize(
    ("measure", "n", "y", "small"),
    [
        ("share", 9, 5, True),
        ("share", 10, 5, False),
        ("share", 40, 4, True),
        ("share", 40, 36, True),
        ("share", 40, 0, True),
        ("share", 40, 40, True),
        ("mean", 9, 20, True),
        ("mean", 10, 20, False),
        ("count", 10, 4, True),
        ("count", 9, 20, True),
        ("count", 10, 20, False),
        ("unheard of", 100, 50, True),
    ],
)
def test_a_shown_number_must_be_large_in_itself(measure: str, n: int, y: int, small: bool) -> None:
    cells = warehouse([cell(at(), n, y, measure)])
    disclosed_cells = attacked(cells, published(cells, set())).disclosed_cells
    assert [disclosed_cell.kind for disclosed_cell in disclosed_cells] == (
        [DisclosureKind.SMALL] if small else []
    )


def test_a_structural_zero_is_no_disclosure() -> None:
    cells = warehouse([cell(at(), 100, 0)]).with_columns(links=pl.lit("zero is a rule"))
    assert attacked(cells, published(cells, set())).holds
    some = cells.with_columns(numerator=pl.lit(1.0))
    assert found(attacked(some, published(some, set()))) == {at()}


def test_a_mean_of_zero_discloses_everybody() -> None:
    cells = warehouse([cell(at("absence_rate"), 100, 0, "mean", largest_unit=0)])
    assert found(attacked(cells, published(cells, set()))) == {at("absence_rate")}


def test_one_class_may_not_make_up_more_than_half_of_a_mean() -> None:
    cells = warehouse([cell(at("absence_rate"), 100, 20, "mean", largest_cluster=11)])
    assert found(attacked(cells, published(cells, set()))) == {at("absence_rate")}
