"""Property test: on any small table and pattern the gate agrees with enumeration of all tables."""

from __future__ import annotations

from itertools import product

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipelines.publication.disclosure.primary_rules import primary
from pipelines.publication.gate import Cell, DisclosureKind
from tests.publication.gate.example_publications import PERIOD, attacked, crossed, published, warehouse

NAME = "upper_sec_by_25"
AREAS, GENDERS = ("OE1", "OE2", "OE3"), ("female", "male")
PLACES = list(product(AREAS, GENDERS))

counts = st.integers(0, 4).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
tables = st.lists(counts, min_size=len(PLACES), max_size=len(PLACES))


def world(numbers: list[tuple[int, int]]) -> pl.DataFrame:
    units = [
        ({"area": area, "gender": gender}, n, y)
        for (area, gender), (n, y) in zip(PLACES, numbers, strict=True)
    ]
    return warehouse(crossed(NAME, "OK", units))


def possible(numbers: list[tuple[int, int]]) -> NDArray[np.int64]:
    """Every table with these denominators: one a row, its cells in the order of PLACES."""
    return np.array(list(product(*(range(n + 1) for n, _ in numbers))))


def values_in(every: NDArray[np.int64], cell: Cell) -> NDArray[np.int64]:
    """The value of a cell in every table."""
    actual = [cell.area in {"total", area} and cell.gender in {"total", gender} for area, gender in PLACES]
    return np.asarray(every[:, actual].sum(axis=1), dtype=np.int64)


@settings(max_examples=60)
@given(tables, st.randoms(use_true_random=False), st.sampled_from([0.2, 0.4, 0.6]))
def test_the_gate_finds_what_enumeration_finds(
    numbers: list[tuple[int, int]], dice: object, share: float
) -> None:
    cells = world(numbers)
    truth = {
        Cell(*row[:6]): row[6:] for row in cells.select(*Cell._fields, "persons", "numerator").iter_rows()
    }
    hidden = {cell for cell in truth if dice.random() < share}  # type: ignore[attr-defined]
    every = possible(numbers)
    for cell in truth.keys() - hidden:
        every = every[values_in(every, cell) == truth[cell][1]]
    spread = {cell: int(np.ptp(values_in(every, cell))) for cell in hidden}
    expected = {cell for cell in hidden if spread[cell] < min(5, truth[cell][0])}
    disclosed_cells = [
        f
        for f in attacked(cells, published(cells, hidden)).disclosed_cells
        if f.kind in {DisclosureKind.EXACT, DisclosureKind.NARROW}
    ]
    assert {disclosed_cell.cell for disclosed_cell in disclosed_cells} == expected
    for disclosed_cell in disclosed_cells:
        values = values_in(every, disclosed_cell.cell)
        assert disclosed_cell.lower - 1e-6 <= values.min() <= values.max() <= disclosed_cell.upper + 1e-6
        assert (disclosed_cell.kind is DisclosureKind.EXACT) == (spread[disclosed_cell.cell] == 0)


def test_primary_suppression_only_is_disclosed_in_most_worlds() -> None:
    dice = np.random.default_rng(1)
    caught = 0
    for _ in range(30):
        shares = dice.uniform(0.02, 0.3, len(PLACES))
        sizes = [int(size) for size in dice.integers(15, 60, len(PLACES))]
        numbers = [(n, int(dice.binomial(n, p))) for n, p in zip(sizes, shares, strict=True)]
        cells = world(numbers)
        marked = primary(cells.with_columns(suppressed=pl.lit(value=False), links=pl.lit("")))
        small = {Cell(*row) for row in marked.filter("suppressed").select(Cell._fields).iter_rows()}
        disclosed_cells = attacked(cells, published(cells, small)).disclosed_cells
        caught += bool(disclosed_cells)
        for disclosed_cell in disclosed_cells:
            (actual,) = (
                y
                for *at, y in cells.select(*Cell._fields, "numerator").iter_rows()
                if Cell(*at) == disclosed_cell.cell
            )
            assert disclosed_cell.lower - 1e-6 <= actual <= disclosed_cell.upper + 1e-6
    assert caught > 20


def test_periods_do_not_disclose_each_other() -> None:
    one, other = world([(40, 20)] * 6), world([(40, 10)] * 6)
    both = pl.concat([one, other.with_columns(period=pl.lit("2024/25"))])
    hidden = {Cell(NAME, PERIOD, "OE1"), Cell(NAME, "2024/25", "OE2")}
    assert {f.cell for f in attacked(both, published(both, hidden)).disclosed_cells} == hidden
