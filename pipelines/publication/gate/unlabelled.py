"""Persons without a label: those whom a total counts and none of its parts does.

No row is published of them, but their number follows from the total and all parts. The few of them are attacked like a
hidden cell.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.publication.gate.direct_checks import is_large
from pipelines.publication.gate.published_cells import LABELS
from pipelines.publication.mart_tables import BREAKDOWNS, TOTAL

# Stands in the dimension in which these persons have no label.
UNLABELLED = "without a label"
_PRESENT = 0.5


def few_unlabelled(cells: pl.DataFrame) -> pl.DataFrame:
    """Return them as cells that fail a primary rule. `cells`: all true figures, with denominators where known."""
    found = pl.concat([_unlabelled(cells, dimension) for dimension in BREAKDOWNS])
    judged = found.with_columns(y="numerator", n="denominator")
    return found.filter(~judged.select(is_large().fill_null(value=False)).to_series())


def _unlabelled(cells: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """Of one dimension: the total minus its parts, with the total's measure."""
    totals = cells.filter(pl.col(dimension) == TOTAL, pl.col("denominator").is_not_null())
    parts = cells.filter(pl.col(dimension) != TOTAL)
    shared = [name for name in LABELS if name != dimension]
    numbers = ("persons", "numerator", "denominator")
    labelled = parts.group_by(shared).agg(pl.col(name).sum().alias(f"{name}_labelled") for name in numbers)
    left = totals.join(labelled, on=shared, how="inner").with_columns(
        pl.lit(UNLABELLED).alias(dimension),
        *(pl.col(name) - pl.col(f"{name}_labelled") for name in numbers),
        *(pl.lit(None, pl.Float64).alias(name) for name in ("largest_unit", "largest_cluster")),
    )
    size = pl.when(pl.col("measure") == "count").then(pl.col("numerator")).otherwise(pl.col("persons"))
    counted = pl.when(pl.col("measure") == "count").then(pl.lit("head_count")).otherwise(pl.col("measure"))
    return left.filter(size > _PRESENT).with_columns(measure=counted).select(cells.columns)


def with_unlabelled(published: pl.DataFrame, unlabelled: pl.DataFrame) -> pl.DataFrame:
    """Append to the cells of one publication, as hidden cells, those whose total is among them."""
    return pl.concat([published, *_hidden(published, unlabelled)], how="vertical_relaxed")


def _hidden(published: pl.DataFrame, unlabelled: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for dimension in BREAKDOWNS:
        wanted = unlabelled.filter(pl.col(dimension) == UNLABELLED).select(LABELS)
        of_total = wanted.with_columns(pl.lit(TOTAL).alias(dimension))
        totals = published.join(of_total, on=LABELS, how="semi", maintain_order="left")
        emptied = [pl.lit(None).cast(published.schema[name]).alias(name) for name in ("y", "n", "pooled_3y")]
        yield totals.with_columns(pl.lit(UNLABELLED).alias(dimension), *emptied, hidden=pl.lit(value=True))
