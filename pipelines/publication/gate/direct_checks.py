"""Checks without equations: numbers left in hidden rows, pooled values, and shown cells that fail a primary rule."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from polars import selectors

from pipelines.publication.gate.disclosed_cells import Cell, DisclosedCell, DisclosureKind
from pipelines.publication.gate.published_cells import LABELS
from pipelines.publication.mart_tables import BREAKDOWNS, SHOWN, SUPPRESSED

PERSONS = 10
COUNT = 5
SAME = 1e-6
# Numeric columns of `indicators` that do not depend on the data of the cell.
_CONFIGURED = ("definition_version", "target", "target_year")

# The statement by which a definition declares structural zeros.
_BY_RULE = "zero is a rule"


def left_in_hidden_rows(indicators: pl.DataFrame) -> Iterator[DisclosedCell]:
    """Yield rows without a shown figure that have any number or a true boolean in them.

    A row that lacks data may have the coverage for which it is withheld.
    """
    measured = selectors.numeric() - selectors.by_name(*_CONFIGURED, require_all=False)
    numbers = [
        pl.col(name).is_not_null() & (pl.lit(name != "coverage") | (pl.col("status") == SUPPRESSED))
        for name in indicators.select(measured).columns
    ]
    flags = [pl.col(name).fill_null(value=False) for name in indicators.select(selectors.boolean()).columns]
    unshown = indicators.filter(~pl.col("status").is_in(SHOWN))
    yield from _found(unshown.filter(pl.any_horizontal(*numbers, *flags)), DisclosureKind.LEFT)


def pooled_with_hidden(indicators: pl.DataFrame) -> Iterator[DisclosedCell]:
    """Yield rows whose pooled value covers a hidden period of the same cell: one that began in the last 36 months."""
    cell = ["indicator_id", *BREAKDOWNS]
    starts = pl.col("period_start")
    pooled = indicators.filter(pl.col("pooled_3y").is_not_null()).select(*LABELS, "period_start")
    gone = indicators.filter(pl.col("status") == "suppressed").select(*cell, hidden_start=starts)
    pairs = pooled.join(gone, on=cell)
    within = (pl.col("hidden_start") <= starts) & (pl.col("hidden_start") > starts.dt.offset_by("-36mo"))
    yield from _found(pairs.filter(within).unique(LABELS), DisclosureKind.POOLED)


def too_small(published: pl.DataFrame, cells: pl.DataFrame) -> Iterator[DisclosedCell]:
    """Yield shown cells that fail a primary rule. `cells`: measure, persons, and the largest unit where known.

    Retained figures are judged by the denominator published with them. A retained mean was judged when it was new,
    because the largest unit is known of today's figures only.
    """
    shown = published.filter(~pl.col("hidden")).join(cells, on=LABELS, how="left", suffix="_known")
    if "links" in cells.columns:
        shown = shown.filter(~(pl.col("links").str.contains(_BY_RULE, literal=True) & (pl.col("y") == 0)))
    yield from _found(shown.filter(~is_large().fill_null(value=False)), DisclosureKind.SMALL)


def is_large() -> pl.Expr:
    """Whether a cell passes the primary rules by its y, n, measure, persons and largest units."""
    y, measure = pl.col("y"), pl.col("measure")
    n = pl.when(measure == "share").then(pl.coalesce("n", "persons")).otherwise("persons")
    enough = (n >= PERSONS) & (y >= COUNT)
    return (
        pl.when(measure == "share")
        .then(enough & (n - y >= COUNT))
        .when(measure == "mean")
        .then((n >= PERSONS) & (_nobody_dominates() | _is_not_of_today()))
        .when(measure == "count")
        .then(enough)
        .when(measure == "head_count")
        .then(y >= COUNT)
    )


def _nobody_dominates() -> pl.Expr:
    largest = [pl.col(name).fill_nan(None).fill_null(0) for name in ("largest_unit", "largest_cluster")]
    return (pl.col("y") > 0) & (pl.max_horizontal(largest) <= pl.col("y") / 2)


def _is_not_of_today() -> pl.Expr:
    return (pl.col("y") - pl.col("numerator")).abs() > SAME * pl.max_horizontal(1.0, "y")


def _found(rows: pl.DataFrame, kind: DisclosureKind) -> Iterator[DisclosedCell]:
    for labels in rows.select(LABELS).sort(LABELS).iter_rows():
        yield DisclosedCell(Cell(*labels), kind)
