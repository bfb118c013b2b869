"""Rows that are kept as columns are the same to whoever goes through them."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.intake.reading.cell_text import row_text
from pipelines.intake.reading.column_rows import ColumnRows
from pipelines.intake.reading.mojibake import repair
from pipelines.intake.reading.sheet import Note, Reading, Sheet

CELLS = [
    ["CPR", "Dato", "Tal", ""],
    ["0302104124", dt.date(2025, 8, 1), 1.0, True],
    ["", dt.datetime(2025, 8, 1), 2.5, 1.0],
    ["0302104124", dt.timedelta(hours=30), "2,5", False],
    [0.1 + 0.2, dt.time(7, 30), 1, 0.0],
]
TEXTS = [row_text(row) for row in CELLS]


@pytest.fixture
def rows() -> ColumnRows:
    return ColumnRows.of(CELLS)


def test_they_are_the_texts_of_the_cells(rows: ColumnRows) -> None:
    assert list(rows) == TEXTS
    assert [rows[at] for at in range(len(rows))] == TEXTS
    assert rows == TEXTS
    assert rows != TEXTS[:-1] and rows != [*TEXTS[:-1], ["x"] * 4]
    assert rows[1:3] == TEXTS[1:3] and rows[-1] == TEXTS[-1]


def test_beyond_the_last_there_is_none(rows: ColumnRows) -> None:
    with pytest.raises(IndexError):
        rows[len(CELLS)]


def test_truth_is_not_taken_for_the_number_that_equals_it(rows: ColumnRows) -> None:
    assert [row[3] for row in rows] == ["", "SAND", "1", "FALSK", "0"]


def test_a_column_is_filled_where_a_text_below_a_row_is_more_than_spaces() -> None:
    rows = ColumnRows.of([["a", "b"], ["x", " "], ["", ""]])
    assert [rows.fills(0, row) for row in range(3)] == [True, True, False]
    assert [rows.fills(1, row) for row in range(3)] == [True, False, False]


def test_letters_are_repaired_and_the_cells_counted() -> None:
    rows = ColumnRows.of([["SÃ¸ren", "å"], ["SÃ¸ren", "b"], ["ok", "Ã¦"]])
    repaired = repair(Sheet("A", rows))
    assert repaired.rows == [["Søren", "å"], ["Søren", "b"], ["ok", "æ"]]
    assert repaired.notes == [Note("mojibake", times=3)]


def test_a_sheet_knows_its_cells_either_way(rows: ColumnRows) -> None:
    for sheet in (Sheet("A", rows), Sheet("A", TEXTS)):
        assert sheet.cells == 20
        assert set(sheet.texts) == {text for row in TEXTS for text in row}


def test_what_is_sent_is_what_is_received(rows: ColumnRows) -> None:
    sent = Reading([Sheet("A", rows), Sheet("B", [["x"]]), Sheet("C", ColumnRows.of([["y"], ["z"]]))], "")
    plain, numbers = sent.as_plain()
    assert Reading.from_plain(plain, numbers.tobytes()) == sent
