"""Persons left over between two denominators: ninth-graders without both exams are all of them less those examined.

Attacked by subtraction, in a cell, and of a total less the parts that are shown. Every denominator of all ninth-graders
counts as known, those of the examined only where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.publication.gate.definition_equations import OF_ALL, OF_EXAMINED
from pipelines.publication.gate.disclosed_cells import Cell, DisclosedCell, DisclosureKind
from pipelines.publication.gate.published_cells import LABELS
from pipelines.publication.mart_tables import BREAKDOWNS, TOTAL

_FEW = pl.col("left").is_between(0.5, 4.5)


def few_left_over(published: pl.DataFrame, cells: pl.DataFrame) -> Iterator[DisclosedCell]:
    """Yield the shown cells of the examined by which one to four persons without exams are counted."""
    left = _left_over(published, cells)
    found = [left.filter("shown", _FEW), *(_behind_parts(left, dimension) for dimension in BREAKDOWNS)]
    for labels in pl.concat([rows.select(LABELS) for rows in found]).unique().sort(LABELS).iter_rows():
        yield DisclosedCell(Cell(*labels), DisclosureKind.DIFFERENCE)


def _left_over(published: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The persons left over in each cell of the examined, and whether the cell is shown."""
    place = [name for name in LABELS if name != "indicator_id"]
    everybody = cells.filter(indicator_id=OF_ALL).select(*place, all="persons")
    examined = cells.filter(indicator_id=OF_EXAMINED).join(everybody, on=place, how="inner")
    visible = published.filter(~pl.col("hidden")).select(LABELS).with_columns(shown=pl.lit(value=True))
    return examined.join(visible, on=LABELS, how="left").select(
        *LABELS, pl.col("shown").fill_null(value=False), left=pl.col("all") - pl.col("persons")
    )


def _behind_parts(left: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """The shown totals whose hidden parts in one dimension have few left over together."""
    family = [name for name in LABELS if name != dimension]
    hidden = left.filter(pl.col(dimension) != TOTAL, ~pl.col("shown"))
    of_hidden = hidden.group_by(family).agg(pl.col("left").sum())
    totals = left.filter(pl.col(dimension) == TOTAL, "shown").drop("left")
    return totals.join(of_hidden, on=family, how="inner").filter(_FEW)
