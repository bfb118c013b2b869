"""Primary suppression, and the emptying of suppressed cells.

Every rule is a pure function from a table of cells to a table of cells; it may set the flag `suppressed` and never
clears it. `hide` comes last and empties the numbers of every suppressed cell.
"""

from __future__ import annotations

import polars as pl

from pipelines.publication.disclosure.definition_links import ZERO_IS_A_RULE

SMALLEST_BASE = 10
SMALLEST_COUNT = 5

# The label columns. Every other column is treated as a number, so that a column added later is emptied too.
LABELS = (
    "indicator_id",
    "period",
    "area",
    "gender",
    "age_band",
    "school",
    "measure",
    "provisional",
    "links",
    "suppressed",
    "waiting",
)


def primary(cells: pl.DataFrame) -> pl.DataFrame:
    """Set `suppressed` on cells that fail a primary rule, or that no rule can judge."""
    safe = _safe_by_measure().fill_null(value=False) | _zero_by_rule().fill_null(value=False)
    return cells.with_columns(suppressed=pl.col("suppressed") | ~safe)


def hide(cells: pl.DataFrame) -> pl.DataFrame:
    """Set every number of the suppressed cells to null."""
    shown = pl.when(~pl.col("suppressed")).then(pl.exclude(LABELS))
    return cells.with_columns(shown.name.keep())


def _safe_by_measure() -> pl.Expr:
    measure = pl.col("measure")
    enough, counted = _number("persons") >= SMALLEST_BASE, _number("numerator") >= SMALLEST_COUNT
    return (
        pl.when(measure == "share")
        .then(enough & _share_is_safe())
        .when(measure == "mean")
        .then(enough & _mean_is_safe())
        .when(measure == "count")
        .then(enough & counted)
        # Counts of persons who are part of no other published number.
        .when(measure == "head_count")
        .then(counted)
    )


def _share_is_safe() -> pl.Expr:
    """Enough persons both in the numerator and outside it; 0 % and 100 % never pass."""
    inside, everyone = _number("numerator"), _number("persons")
    return (inside >= SMALLEST_COUNT) & (everyone - inside >= SMALLEST_COUNT)


def _mean_is_safe() -> pl.Expr:
    """Dominance rule: no person, class or other small group contributes more than half of the sum.

    The sum must be positive: a mean of 0 discloses everybody's value.
    """
    half = _number("numerator") / 2
    is_positive = _number("numerator") > 0
    return is_positive & (_number("largest_unit") <= half) & (_number("largest_cluster").fill_null(0) <= half)


def _zero_by_rule() -> pl.Expr:
    """Structural zeros: by its definition a 0 discloses nothing about a person."""
    return pl.col("links").str.contains(ZERO_IS_A_RULE, literal=True) & (_number("numerator") == 0)


def _number(column: str) -> pl.Expr:
    """Cast a column to float with NaN as null, because NaN compares as greater than everything."""
    return pl.col(column).cast(pl.Float64).fill_nan(None)
