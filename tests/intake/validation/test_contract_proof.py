"""The proof says the same of rows as Pandera's report, for every feed."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.intake.validation.contract_proof import meets_contract
from pipelines.intake.values.column_kinds import DTYPES
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.pandera_alone import SchemaErrors

FEEDS = list(all_feeds().values())
PLAIN: dict[type[pl.DataType], Any] = {
    pl.String: "561001",
    pl.Date: date(2024, 8, 1),
    pl.Float64: 7.0,
    pl.Int64: 7,
    pl.Boolean: True,
}
VALUES: dict[type[pl.DataType], list[Any]] = {
    pl.String: [None, "", "10", "101"],
    pl.Date: [None, date(2023, 8, 1), date(2025, 9, 1)],
    pl.Float64: [None, 0.0, 12.0, -1.0, 4000.0, float("nan")],
    pl.Int64: [None, 0, 12, -3, 2024, 10_000],
    pl.Boolean: [None, False],
}


def reported(rows: pl.DataFrame, feed: Feed) -> bool:
    try:
        feed.rows.to_schema().validate(rows, lazy=True)
    except SchemaErrors:
        return True
    return False


GIVEN: dict[str, dict[str, Any]] = {
    "absence": {"school_days": 21.0},
    "memberships": {"year": 2025},
    "wellbeing": {"mean_score": 4.0},
}


def table(feed: Feed, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, {name: DTYPES[contract.kind] for name, contract in feed.columns.items()})


def plain_row(feed: Feed) -> dict[str, Any]:
    """A row with just the cells that must be filled."""
    filled = {name for name, column in feed.rows.to_schema().columns.items() if not column.nullable}
    plain = {name: PLAIN[DTYPES[c.kind]] if name in filled else None for name, c in feed.columns.items()}
    return plain | GIVEN.get(feed.name, {})


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_what_is_proven_has_no_report_whatever_one_cell_says(feed: Feed) -> None:
    schema, plain = feed.rows.to_schema(), plain_row(feed)
    assert meets_contract(table(feed, [plain]), schema)
    for name, contract in feed.columns.items():
        for value in VALUES[DTYPES[contract.kind]]:
            rows = table(feed, [plain, plain | {name: value}])
            assert meets_contract(rows, schema) is not reported(rows, feed), (name, value)


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_the_types_that_cells_are_read_as_are_those_of_the_contract(feed: Feed) -> None:
    assert not reported(table(feed, []), feed)


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_contracts_demand_only_what_is_proven(feed: Feed) -> None:
    schema = feed.rows.to_schema()
    assert not (schema.unique or schema.coerce or schema.parsers)
    for column in schema.columns.values():
        assert not (column.unique or column.coerce or column.parsers or column.regex or not column.required)
