"""Finer cells are given up before a total: without them, no further total could be shown."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publication.disclosure.block_system import build_system
from pipelines.publication.disclosure.blocks import Block, blocks_of
from pipelines.publication.disclosure.ledger import empty_ledger, with_history
from pipelines.publication.disclosure.linear_system import Mask
from pipelines.publication.disclosure.primary_rules import primary
from pipelines.publication.disclosure.rests import with_small_rests
from pipelines.publication.disclosure.suppression import solve
from tests.publication.disclosure.random_worlds import crossed, table, units

counts = st.tuples(st.integers(0, 14), st.integers(0, 14)) | st.tuples(st.integers(8, 40), st.integers(0, 40))


def blocks(cells: pl.DataFrame) -> list[Block]:
    flags = {"suppressed": pl.lit(value=False), "waiting": pl.lit(value=False)}
    judged = with_small_rests(cells).with_columns(**flags).pipe(primary)
    return list(blocks_of(with_history(judged, empty_ledger())))


def shown_totals(block: Block, given_up: Mask) -> int:
    """The number of totals shown where the cells in `given_up` are hidden."""
    system = build_system(block.cells)
    hidden = solve(system, block.is_small | given_up, block.is_known).hidden
    return int((~hidden[: len(block.cells)] & _totals(block)).sum())


def _totals(block: Block) -> Mask:
    return np.array([not any(cell.crossing) for cell in block.cells])


def _given_up_gain(cells: pl.DataFrame) -> int:
    gains = [
        shown_totals(block, ~_totals(block)) - shown_totals(block, np.zeros_like(block.is_small))
        for block in blocks(cells)
    ]
    return max(gains, default=0)


@settings(max_examples=10)
@given(st.lists(counts, min_size=12, max_size=12))
def test_giving_up_areas_genders_and_ages_shows_no_further_total(drawn: list[tuple[int, int]]) -> None:
    assert _given_up_gain(table(crossed("part_time_job", "KOA", units(drawn)))) <= 0


@settings(max_examples=10)
@given(st.lists(counts, min_size=6, max_size=6))
def test_giving_up_schools_shows_no_further_total(drawn: list[tuple[int, int]]) -> None:
    of_some = units(drawn, "SK")
    of_all = [(labels, n + 3, y) for labels, n, y in of_some]
    cells = [*crossed("a", "KS", of_some), *crossed("b", "KS", of_all, links="= a")]
    assert _given_up_gain(table(cells)) <= 0
