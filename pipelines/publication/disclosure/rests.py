"""Rests: the persons of a total who are in none of its parts, such as answers without a gender.

A rest is not published, but a reader who sees the total and every part can compute it. A small rest is therefore
protected like any small cell: it stands among the cells while they are judged, and is never shown.
"""

from __future__ import annotations

import polars as pl

from pipelines.publication.disclosure.cell import DIMENSIONS, KEY, TOTAL
from pipelines.publication.disclosure.linear_system import SLACK
from pipelines.publication.disclosure.primary_rules import primary

# The label of a rest in the dimension that it has no label in.
REST = "(rest)"
_NUMBERS = ("persons", "numerator", "denominator")


def with_small_rests(cells: pl.DataFrame) -> pl.DataFrame:
    """Append the rests that fail a primary rule; cells without a known denominator have none."""
    rests = pl.concat([_rests(cells, dimension) for dimension in DIMENSIONS])
    small = rests.with_columns(suppressed=pl.lit(value=False)).pipe(primary).filter("suppressed")
    return pl.concat([cells, small.select(cells.columns)], how="vertical_relaxed")


def without_rests(cells: pl.DataFrame) -> pl.DataFrame:
    """Drop what `with_small_rests` appended."""
    return cells.filter(pl.all_horizontal(pl.col(dimension) != REST for dimension in DIMENSIONS))


def _rests(cells: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """The rest of every total of one dimension.

    Who dominates a rest is not known, so nobody is said to; the rest of a count is judged by its size alone.
    """
    family = [name for name in KEY if name != dimension]
    is_part = pl.col(dimension) != TOTAL
    sums = [pl.col(name).sum().name.suffix("_of_parts") for name in _NUMBERS]
    parts = cells.filter(is_part).group_by(family, maintain_order=True).agg(sums)
    wholes = cells.filter(~is_part, pl.col("denominator").is_not_null())
    rest = wholes.join(parts, on=family, how="inner", maintain_order="left").with_columns(
        *(pl.col(name) - pl.col(f"{name}_of_parts") for name in _NUMBERS),
        **{dimension: pl.lit(REST), "largest_unit": pl.lit(0.0)},
        largest_cluster=pl.lit(None, pl.Float64),
        measure=pl.when(measure="count").then(pl.lit("head_count")).otherwise("measure"),
    )
    size = pl.when(measure="head_count").then("numerator").otherwise("persons")
    return rest.filter(size > SLACK).select(cells.columns)
