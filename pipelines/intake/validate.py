"""Does each row meet its contract? Good rows go on, one of identical rows stays, bad rows are set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandera.errors
import polars as pl

from pipelines.intake.rules import check_rules
from pipelines.intake.typed import FINDING, findings_of, type_rows
from schemas.contract import Feed


@dataclass(frozen=True)
class Checked:
    """A drop's rows after validation, still with their place columns.

    `findings` has the columns of typed.FINDING plus `emptied` (the cell was left out, the row stayed); its index
    points into `table`. `collapsed` counts the rows that repeated an earlier one.
    """

    table: pl.DataFrame
    findings: pl.DataFrame
    loaded: pl.DataFrame
    quarantined: pl.DataFrame
    collapsed: int


def validate(text: pl.DataFrame, feed: Feed, received: date) -> Checked:
    """Type, check and part the rows of one drop. `received` is the day the file came."""
    table, typing = type_rows(text, feed)
    findings = pl.concat([typing, check_rules(table, feed, received)])
    findings = pl.concat([findings, _contract(table, feed, findings)])
    findings = findings.with_columns(_emptied(feed).alias("emptied"))
    table = _empty_cells(table, findings, feed).with_row_index("index")
    bad = _bad_rows(findings)
    good = table.filter(~pl.col("index").is_in(bad.implode()))
    first = good.unique(list(feed.columns), keep="first", maintain_order=True)
    conflict = first.filter(first.select(pl.struct(feed.key).is_duplicated()).to_series())
    repeated = good.join(first, on="index", how="anti")
    findings = pl.concat([findings, *_of_repetition(len(table), repeated, conflict, feed)])
    loaded = first.join(conflict, on="index", how="anti")
    # Rows that repeat a conflicting row are in the same quarrel.
    quarrel = repeated.join(conflict, on=list(feed.key), how="semi", nulls_equal=True)
    quarantined = table.filter(
        pl.col("index").is_in(pl.concat([bad, conflict["index"], quarrel["index"]]).implode())
    )
    return Checked(table, findings, loaded, quarantined, len(repeated) - len(quarrel))


def _emptied(feed: Feed) -> pl.Expr:
    """A cell that cannot be read costs only itself where the column may be empty; one that says what cannot be
    (60 hours and more a week) throws doubt on its whole row."""
    optional = [name for name, contract in feed.columns.items() if not contract.required]
    return pl.col("failed") & pl.col("field").is_in(optional) & (pl.col("code") != "not_allowed")


def _empty_cells(table: pl.DataFrame, findings: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    rows = pl.arange(0, len(table), eager=True, dtype=pl.UInt32)
    for name in findings.filter("emptied")["field"].unique():
        gone = findings.filter(pl.col("emptied") & (pl.col("field") == name))["index"]
        table = table.with_columns(pl.when(~rows.is_in(gone.implode())).then(pl.col(name)).alias(name))
    return table


def _bad_rows(findings: pl.DataFrame) -> pl.Series:
    return findings.filter(pl.col("failed") & ~pl.col("emptied").fill_null(False))["index"].unique()


def _contract(table: pl.DataFrame, feed: Feed, known: pl.DataFrame) -> pl.DataFrame:
    """What Pandera finds and nothing before it has found: one word per cell is enough."""
    try:
        feed.rows.to_schema().validate(table.select(list(feed.columns)), lazy=True)
    except pandera.errors.SchemaErrors as problem:
        # The failure cases hold values. Only their places and codes leave this function.
        found = _places(problem.failure_cases, feed)
        return found.join(known.filter("failed"), on=["index", "field"], how="anti", nulls_equal=True)
    return pl.DataFrame(schema=FINDING)


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
        .select(list(FINDING))
        .unique(["index", "field", "code"], maintain_order=True)
    )
    return places


def _of_repetition(
    rows: int, repeated: pl.DataFrame, conflict: pl.DataFrame, feed: Feed
) -> list[pl.DataFrame]:
    """Findings for repeated and for conflicting rows."""
    every = pl.arange(0, rows, eager=True, dtype=pl.UInt32)
    same = findings_of(every.is_in(repeated["index"].implode()), None, "duplicate_row", failed=False)
    quarrel = findings_of(every.is_in(conflict["index"].implode()), None, "key_conflict")
    return [found.with_columns(pl.lit(False).alias("emptied")) for found in (same, quarrel)]


def unknown_share(checked: Checked, feed: Feed) -> dict[str, float]:
    """The share of rows with an unknown code, for each required column that has any."""
    unknown = checked.findings.filter(
        (pl.col("code") == "unknown_code") & pl.col("field").is_in(list(feed.required))
    )
    counted = unknown.group_by("field", maintain_order=True).len()
    return {name: count / len(checked.table) for name, count in counted.iter_rows()}
