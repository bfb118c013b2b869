"""Differences are counts: where the persons of one indicator are some of another's, those left over are a group too.

All ninth-graders less those who took both exams are those who did not. Where they are one to four in a cell, no
denominator of that crossing may be shown, for the others of the crossing and its total would give it away.
"""

from __future__ import annotations

import polars as pl

from pipelines.publication.disclosure.cell import DIMENSIONS, KEY, TOTAL
from pipelines.publication.disclosure.definition_links import parse
from pipelines.publication.disclosure.primary_rules import SMALLEST_COUNT

_CROSSING = [f"by_{dimension}" for dimension in DIMENSIONS]
_ROUNDING = 0.5


def differs_by_few(cells: pl.DataFrame) -> pl.Series:
    """Say for each cell whether it belongs to a crossing in which the persons left over are few somewhere."""
    links = cells["links"].fill_null("")
    known = {text: parse(text).within for text in links.unique()}
    whole = links.replace_strict(known, return_dtype=pl.String).alias("whole")
    within = cells.select(*KEY, "persons", whole)
    of_whole = cells.select(pl.col("indicator_id").alias("whole"), *KEY[1:], in_whole="persons")
    both = within.join(of_whole, on=["whole", *KEY[1:]], how="inner")
    left = pl.col("in_whole") - pl.col("persons")
    few = both.filter(left > _ROUNDING, left < SMALLEST_COUNT - _ROUNDING)
    crossings = few.select(*KEY[:2], *_crossing()).unique().with_columns(is_few=True)
    found = cells.select(*KEY[:2], *_crossing()).join(
        crossings, on=[*KEY[:2], *_CROSSING], how="left", maintain_order="left"
    )
    return found["is_few"].fill_null(value=False)


def _crossing() -> list[pl.Expr]:
    pairs = zip(DIMENSIONS, _CROSSING, strict=True)
    return [(pl.col(dimension) != TOTAL).alias(name) for dimension, name in pairs]
