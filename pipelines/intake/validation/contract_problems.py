"""The problems that a feed's Pandera model finds in typed rows."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.intake.validation.contract_proof import meets_contract
from pipelines.intake.validation.typed_rows import NO_PROBLEMS, PROBLEM_COLUMNS
from schemas.contract import Feed
from schemas.pandera_alone import SchemaErrors, validate_rows


def contract_problems(table: pl.DataFrame, feed: Feed, known: pl.DataFrame) -> pl.DataFrame:
    """Return the problems that Pandera finds in cells without an earlier problem."""
    rows, schema = table[list(feed.columns)], feed.rows.to_schema()
    if meets_contract(rows, schema):
        return NO_PROBLEMS
    try:
        validate_rows(rows, schema)
    except SchemaErrors as problem:
        # Failure cases hold values. Only their places and codes are returned.
        found, failed = _places(problem.failure_cases, feed), known.filter("failed")
        # A warning of a whole row compares its cells: it says nothing where one of them could not be read.
        in_doubt = ~pl.col("failed") & pl.col("index").is_in(failed["index"].implode())
        return found.filter(~in_doubt).join(failed, on=["index", "field"], how="anti", nulls_equal=True)
    return NO_PROBLEMS


def _places(cases: Any, feed: Feed) -> pl.DataFrame:
    own, columns = [*feed.messages, *feed.warnings], list(feed.columns)
    places: pl.DataFrame = (
        cases.with_columns(
            pl.col("index").cast(pl.UInt32),
            pl.when(pl.col("column").is_in(columns)).then(pl.col("column")).alias("field"),
            pl.when(pl.col("check").is_in(own))
            .then(pl.col("check"))
            .when(pl.col("check") == "not_nullable")
            .then(pl.lit("missing"))
            .when(pl.col("check").str.starts_with("str_matches"))
            .then(pl.lit("unreadable"))
            .otherwise(pl.lit("not_allowed"))
            .alias("code"),
            (~pl.col("check").is_in(list(feed.warnings))).alias("failed"),
        )
        .select(list(PROBLEM_COLUMNS))
        .unique(["index", "field", "code"], maintain_order=True)
    )
    return places
