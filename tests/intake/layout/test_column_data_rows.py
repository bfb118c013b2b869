"""The data rows of a sheet that was read as columns are those of the same sheet read as rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.layout import grid_rows
from pipelines.intake.layout.grid_rows import GridDataRows, read_grid_rows
from pipelines.intake.layout.recognise import recognise
from pipelines.intake.reading.column_rows import ColumnRows
from pipelines.intake.reading.sheet import Merged, Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from tests.intake import samples
from tests.intake.layout.test_data_rows import CELLS, ONE, WIDE

_TURNED = [*reversed(samples.ABSENCE)]
_ROWS = st.lists(
    st.lists(CELLS, max_size=8)
    | st.sampled_from([samples.ABSENCE, ONE, _TURNED, [*reversed(ONE)], ["", *ONE], [*ONE, "x"]]),
    max_size=8,
)


def read(rows: Sequence[Sequence[str]], merged: Sequence[Merged], by_column: bool) -> GridDataRows:
    padded = [[*row, *[""] * (9 - len(row))] for row in rows]
    sheet = Sheet("Ark1", ColumnRows.of(padded) if by_column else padded, merged=list(merged))
    layout = recognise(sheet, all_feeds(), None, Limits())
    assert layout is not None
    return read_grid_rows(layout)


def assert_same(rows: Sequence[Sequence[str]], merged: Sequence[Merged] = ()) -> GridDataRows:
    one, other = read(rows, merged, True), read(rows, merged, False)
    assert one.skipped == other.skipped
    assert one.text.equals(other.text) and one.text.schema == other.text.schema
    assert [one.fills(place) for place in range(9)] == [other.fills(place) for place in range(9)]
    return one


@given(_ROWS, st.sampled_from(["", "1. halvår", "I alt", "Bemærkning"]), st.booleans())
def test_of_any_sheet(found: list[list[str]], other: str, first: bool) -> None:
    headers = [other, *samples.ABSENCE] if first else [*samples.ABSENCE, other]
    assert_same([["Fravær"], headers, *found])


def test_with_keys_in_merged_cells() -> None:
    rows = [samples.ABSENCE, ONE, ["", *ONE[1:]], ["", *ONE[1:]]]
    assert assert_same(rows, [Merged(1, 0, 3, 0)]).text["cpr"].to_list() == [ONE[0]] * 3


@pytest.mark.parametrize(
    "rows",
    [
        [WIDE, ["0302104124", "561001", "2024/25", "7", "syg"], ["I alt"]],
        [["CPR", "Uddannelse", "Uddannelse", "Startdato"], ["0302104124", "EUD", "Smed", "01-08-2023"]],
        [samples.ABSENCE],
    ],
)
def test_of_a_sheet_with_another_layout(rows: list[list[str]]) -> None:
    assert_same(rows)


def test_only_rows_that_may_be_no_data_are_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(grid_rows, "_separate")
    result = read([samples.ABSENCE, ONE, ["I alt", "", "", "20"], ["x", *ONE[1:]], ONE], (), True)
    assert result.text["source_row"].to_list() == [2, 4, 5]
