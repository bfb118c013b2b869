"""At most 2 % of the newest totals are hidden while finer cells of the same indicator and period are shown."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from pipelines import pipeline
from pipelines.demo import fill_inbox
from pipelines.publication.disclosure.cell import DIMENSIONS, TOTAL
from pipelines.publication.disclosure.ledger import without_empty_cells
from pipelines.publication.disclosure.protect import protect
from pipelines.publication.warehouse_cells import EVERYTHING
from tests.end_to_end.small_worlds import UNTIL, new_installation

NEWEST = 3
_GROUP = ("indicator_id", "period")
_IS_TOTAL = pl.all_horizontal(pl.col(name) == TOTAL for name in DIMENSIONS)


def headlines(cells: pl.DataFrame) -> pl.DataFrame:
    """The totals of the newest three periods of each indicator: `hidden`, and the number of finer cells shown."""
    protected = without_empty_cells(protect(cells), cells)
    groups = protected.group_by(_GROUP).agg(
        is_there=_IS_TOTAL.any(),
        hidden=(_IS_TOTAL & pl.col("suppressed")).any(),
        finer=(~_IS_TOTAL & ~pl.col("suppressed")).sum(),
    )
    age = pl.col("period").rank("ordinal", descending=True).over("indicator_id")
    return groups.filter("is_there").filter(age <= NEWEST)


def share_of_lost(totals: pl.DataFrame) -> float:
    """The share of the totals that are hidden while finer cells are shown."""
    return totals.filter("hidden", pl.col("finer") > 0).height / totals.height


@pytest.mark.parametrize("residents", [1500, pytest.param(6000, marks=pytest.mark.slow)])
def test_headlines_of_an_invented_place(residents: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = new_installation(tmp_path_factory.mktemp("place")).settings
    fill_inbox(settings.inbox, seed=7, residents=residents, years=3, until=UNTIL, gaps=True)
    pipeline.ingest(settings)
    pipeline.build(settings)
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        totals = headlines(warehouse.sql(EVERYTHING).pl())
    assert totals.height > 100
    assert totals["finer"].sum() > 100
    assert share_of_lost(totals) <= 0.02
