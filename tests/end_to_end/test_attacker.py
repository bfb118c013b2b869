"""The gate finds no disclosed cell in what disclosure control publishes of invented neighbourhoods."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import duckdb
import polars as pl
import pytest

from pipelines.publication.disclosure.ledger import empty_ledger, ledger_additions
from pipelines.publication.disclosure.protect import protect
from pipelines.publication.gate import Cell, Proof, attack
from pipelines.publication.mart_files import read_parquet
from pipelines.publication.warehouse_cells import EVERYTHING
from tests.end_to_end.quarters import Neighbourhood
from tests.end_to_end.small_worlds import Installation
from tests.publication.gate.example_publications import Tables, published

SECONDS = 600.0
IN_THE_NORMAL_RUN = 3
WORLDS = [
    pytest.param(seed, marks=() if seed < IN_THE_NORMAL_RUN else pytest.mark.slow, id=f"world {seed}")
    for seed in range(50)
]


def said(proof: Proof) -> list[str]:
    """The disclosed cells as text for the failure message of a test."""
    return [str(disclosed_cell) for disclosed_cell in proof.disclosed_cells]


@pytest.mark.parametrize("seed", WORLDS)
def test_eight_quarters_with_corrections_disclose_no_cell(seed: int) -> None:
    ledger, earlier, proven = empty_ledger(), list[Tables](), frozenset[str]()
    for quarter, cells in enumerate(Neighbourhood(Random(seed)).live_through()):
        at = datetime(2023, 4, 1, tzinfo=UTC) + timedelta(days=91 * quarter)
        protected = protect(cells, ledger, renew=True)
        ledger = pl.concat([ledger, ledger_additions(protected, ledger, at)])
        tables = published(protected, _hidden(protected))
        proof = attack(tables, earlier, cells, SECONDS, proven)
        assert said(proof) == []
        assert proof.holds
        earlier, proven = [*earlier, tables], proof.proven


def _hidden(protected: pl.DataFrame) -> set[Cell]:
    return {Cell(*row) for row in protected.filter("suppressed").select(Cell._fields).iter_rows()}


def test_the_publication_of_an_invented_neighbourhood_discloses_no_cell(hamlet: Installation) -> None:
    with duckdb.connect(str(hamlet.settings.warehouse), read_only=True) as warehouse:
        cells = warehouse.sql(EVERYTHING).pl()
    tables = read_parquet(hamlet.settings.marts / "parquet")
    assert tables is not None
    proof = attack(tables, [], cells, SECONDS)
    assert proof.cells > 0
    assert said(proof) == []
