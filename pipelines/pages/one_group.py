"""The published tables of one group alone, presented as those of the whole, so that what reads a whole can read it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.report.indicator_figures import TOTAL, WAITED_FOR
from pipelines.report.labels_da import cell_name
from pipelines.report.verdicts import GAP


def of_group(tables: Mapping[str, pl.DataFrame], cell: str) -> dict[str, pl.DataFrame]:
    """Restrict the tables to a cell of one breakdown (`area=OE1`, or `total`); undelivered periods are missing in each.

    The verdicts between groups are left out; the name of the group follows that of each indicator.
    """
    part, sign, code = cell.partition("=")
    if not sign:
        return dict(tables)
    missing = pl.col("status").is_in(WAITED_FOR)
    here = (
        tables["indicators"].filter((pl.col(part) == code) | missing).with_columns(pl.lit(TOTAL).alias(part))
    )
    names = tables["indicator_definitions"].with_columns(pl.col("name_da") + f", {cell_name(cell)}")
    none = {"overview": tables["overview"].clear()}
    return {**tables, **none, "indicators": here, "indicator_definitions": names, **_judged(tables, cell)}


def _judged(tables: Mapping[str, pl.DataFrame], cell: str) -> dict[str, pl.DataFrame]:
    """The verdicts of a cell, presented as those of the whole; none from a publication older than verdicts."""
    judged = tables.get("judgements")
    if judged is None:
        return {}
    mine = judged.filter(pl.col("cell") == cell, pl.col("question") != GAP)
    return {"judgements": mine.with_columns(cell=pl.lit(TOTAL))}
