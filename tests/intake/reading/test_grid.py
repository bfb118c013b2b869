"""A sheet that is filled cell by cell, up to the limits."""

from __future__ import annotations

import pytest

from pipelines.intake.reading.grid import Grid
from pipelines.intake.reading.sheet import Merged, Unreadable
from pipelines.settings import Limits

LIMITS = Limits(columns=3, rows=2)


def test_cells_have_their_place_and_rows_one_width() -> None:
    grid = Grid(LIMITS, "Ark1")
    grid.put(1, 2, "b")
    grid.put(0, 0, "a")
    grid.put(9, 9, "")
    assert grid.sheet().rows == [["a", "", ""], ["", "", "b"]]
    assert Grid(LIMITS).sheet().rows == []


@pytest.mark.parametrize(("row", "column", "code"), [(0, 3, "too_many_columns"), (2, 0, "too_many_rows")])
def test_a_cell_beyond_a_limit_is_refused(row: int, column: int, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        Grid(LIMITS).put(row, column, "x")
    assert problem.value.code == code


def test_a_cell_that_spans_others_is_merged_and_one_alone_is_not() -> None:
    grid = Grid(LIMITS)
    grid.merge(0, 0, 1, 1)
    grid.merge(0, 1, 2, 1)
    assert grid.sheet().merged == [Merged(0, 1, 1, 1)]
