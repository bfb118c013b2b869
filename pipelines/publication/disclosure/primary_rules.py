"""The first rules: which cells are small in themselves, and what `hidden` means.

Every rule is a pure function from a table of cells to a table of cells; it may raise the mark `suppressed`
and never lowers one. `hide` comes last and takes the numbers away wherever the mark stands.
"""

from __future__ import annotations

import polars as pl

from pipelines.publication.disclosure.definition_links import ZERO_IS_A_RULE

SMALLEST_BASE = 10
SMALLEST_COUNT = 5

# What names a cell. Everything else is taken to be a number, so that a column added later is hidden too.
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
    "standing",
)


def primary(cells: pl.DataFrame) -> pl.DataFrame:
    """Raise `suppressed` where the cell is small in itself; what cannot be judged is not safe."""
    safe = _safe_by_measure().fill_null(value=False) | _zero_by_rule().fill_null(value=False)
    return cells.with_columns(suppressed=pl.col("suppressed") | ~safe)


def hide(cells: pl.DataFrame) -> pl.DataFrame:
    """Empty every number of the cells whose mark `suppressed` is up."""
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
        # Persons who are not a part of any other number that is published.
        .when(measure == "head_count")
        .then(counted)
    )


def _share_is_safe() -> pl.Expr:
    """Both those in the numerator and those outside it are enough: 0 % and 100 % never are."""
    inside, everyone = _number("numerator"), _number("persons")
    return (inside >= SMALLEST_COUNT) & (everyone - inside >= SMALLEST_COUNT)


def _mean_is_safe() -> pl.Expr:
    """No single person, class or other small group makes up more than half of the sum, and there is one: a mean of
    0 would tell of everybody."""
    half = _number("numerator") / 2
    of_some = _number("numerator") > 0
    return of_some & (_number("largest_unit") <= half) & (_number("largest_cluster").fill_null(0) <= half)


def _zero_by_rule() -> pl.Expr:
    """Structural zeros: the definition says that a 0 is nobody's own."""
    return pl.col("links").str.contains(ZERO_IS_A_RULE, literal=True) & (_number("numerator") == 0)


def _number(column: str) -> pl.Expr:
    """Read a column so that NaN, which compares as greater than everything, counts as not known."""
    return pl.col(column).cast(pl.Float64).fill_nan(None)
