"""Collect the numbers of each cell from all published tables into one table of cells."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.publication.mart_tables import (
    BREAKDOWNS,
    INDICATORS,
    OVERVIEW,
    PATHWAYS,
    REACH,
    SHOWN,
    SUPPRESSED,
    TOTAL,
)

LABELS = ("indicator_id", "period", *BREAKDOWNS)
PATHWAY = "pathways"
_NUMBERS = ("y", "n", "pooled_3y")
_COLUMNS = (*LABELS, "hidden", *_NUMBERS, "unit", "period_start")
_IS_TOTAL = pl.all_horizontal(pl.col(name) == TOTAL for name in BREAKDOWNS)


def published_cells(tables: Mapping[str, pl.DataFrame], cells: pl.DataFrame) -> pl.DataFrame:
    """Return one row a cell: `hidden`, and null or a number in y (numerator), n (denominator), pooled_3y.

    n of a hidden row is null; y is taken from any table that reveals it. `cells`: the denominators that attackers know,
    by which a percentage in the overview is converted to a count.
    """
    parts = [_indicators(tables, cells)]
    parts += [_pathways(tables[PATHWAYS.name])] if PATHWAYS.name in tables else []
    parts += [
        _reach(tables[REACH.name], column) for column in ("participants", "completed") if REACH.name in tables
    ]
    return pl.concat(parts, how="diagonal_relaxed").select(_COLUMNS)


def _indicators(tables: Mapping[str, pl.DataFrame], cells: pl.DataFrame) -> pl.DataFrame:
    rows = tables[INDICATORS.name].filter(pl.col("status").is_in([*SHOWN, SUPPRESSED]))
    repeated = _overview(tables[OVERVIEW.name]) if OVERVIEW.name in tables else None
    known = cells.select(*LABELS, known=pl.col("denominator"))
    rows = rows.join(known, on=LABELS, how="left", maintain_order="left")
    rows = (
        _with_repeated(rows, repeated)
        if repeated is not None
        else rows.with_columns(repeated_value=pl.lit(None, pl.Float64))
    )
    n = pl.coalesce("denominator", "known")
    percent = pl.when(pl.col("unit") == "pct").then(100.0).otherwise(1.0)
    return rows.with_columns(
        hidden=~pl.col("status").is_in(SHOWN),
        n=pl.col("denominator"),
        y=pl.coalesce("numerator", pl.coalesce("value", "repeated_value") * n / percent),
    ).select(_COLUMNS)


def _with_repeated(rows: pl.DataFrame, repeated: pl.DataFrame) -> pl.DataFrame:
    joined = rows.join(repeated, on=["indicator_id", "period"], how="left", maintain_order="left")
    return joined.with_columns(repeated_value=pl.when(_IS_TOTAL).then("repeated_value"))


def _overview(overview: pl.DataFrame) -> pl.DataFrame:
    """Values of totals in the overview: the current, also from the gap to the target, and the previous."""
    value = pl.coalesce("value", pl.col("target") + pl.col("gap_to_target"))
    value = pl.coalesce(value, pl.col("previous_value") + pl.col("change"))
    now = overview.select("indicator_id", "period", repeated_value=value)
    previous = pl.coalesce("previous_value", value - pl.col("change"))
    before = overview.select("indicator_id", period=pl.col("previous_period"), repeated_value=previous)
    return pl.concat([now, before]).drop_nulls().unique(["indicator_id", "period"], keep="first")


def _pathways(pathways: pl.DataFrame) -> pl.DataFrame:
    name = pl.format(f"{PATHWAY} {{}} {{}}", "months", "status")
    # Earlier publications lack the size of the cohort.
    has_size = "cohort_persons" in pathways.columns
    size = pl.col("cohort_persons").cast(pl.Float64) if has_size else pl.lit(None, pl.Float64)
    return pathways.select(
        indicator_id=name,
        period="cohort",
        area=pl.lit(TOTAL),
        gender="gender",
        age_band=pl.lit(TOTAL),
        school=pl.lit(TOTAL),
        **_count("persons") | {"n": size},
    )


def _reach(reach: pl.DataFrame, column: str) -> pl.DataFrame:
    return reach.select(
        indicator_id=pl.format(f"{REACH.name} {{}} {column}", "initiative_id"),
        period=pl.col("year").cast(pl.String),
        area="area",
        gender=pl.lit(TOTAL),
        age_band=pl.lit(TOTAL),
        school=pl.lit(TOTAL),
        **_count(column),
    )


def _count(column: str) -> dict[str, pl.Expr]:
    """Columns for a table of counts, which has one number a row and no status: null means hidden."""
    nothing = {name: pl.lit(None, pl.Float64) for name in ("n", "pooled_3y")}
    count = {"hidden": pl.col(column).is_null(), "y": pl.col(column).cast(pl.Float64)}
    return count | nothing | {"unit": pl.lit("count"), "period_start": pl.lit(None, pl.Date)}
