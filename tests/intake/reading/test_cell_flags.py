"""What is said of cells that are hidden or marked: once, and at its place."""

from __future__ import annotations

from pipelines.intake.reading.cell_flags import CellFlags
from pipelines.intake.reading.sheet import Note
from pipelines.intake.values.excel_errors import UNCALCULATED


def test_hidden_rows_are_emptied_and_counted_where_they_had_something() -> None:
    rows = [["a", "b"], ["c", "d"], ["", ""], [], ["e", "f"]]
    notes = CellFlags(hidden_rows={1, 2, 3, 4, 99}).apply(rows)
    assert rows == [["a", "b"], [], ["", ""], [], []]
    assert notes == [Note("hidden_rows", 2, None, 2)]


def test_a_hidden_column_is_emptied_and_named_where_it_had_something() -> None:
    rows = [["a", "b", "", "x"], ["c", "d"]]
    notes = CellFlags(hidden_columns={1, 2, 3, 9}).apply(rows)
    assert rows == [["a", "", "", ""], ["c", ""]]
    assert notes == [Note("hidden_column", None, "B"), Note("hidden_column", None, "D")]


def test_texts_are_written_also_beyond_what_was_read() -> None:
    rows = [["a"]]
    assert CellFlags(texts={(2, 1): "#I/T", (0, 0): "b"}, uncalculated=[(0, 1)]).apply(rows) == []
    assert rows == [["b", UNCALCULATED], [], ["", "#I/T"]]


def test_a_footnote_mark_is_named_unless_its_cell_is_hidden() -> None:
    flags = CellFlags(marked=[(0, 0), (1, 1), (2, 2)], hidden_rows={1}, hidden_columns={2})
    marks = [note for note in flags.apply([["12"], [""], []]) if note.code == "footnote_mark"]
    assert marks == [Note("footnote_mark", 1, "A")]
