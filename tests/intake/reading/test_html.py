"""Tables of web pages, which many systems save with the file name of an Excel workbook."""

from __future__ import annotations

import pytest

from pipelines.intake.reading.html import read
from pipelines.intake.reading.sheet import Merged, Sheet, Unreadable
from pipelines.settings import Limits


def sheets(page: str) -> list[Sheet]:
    return read(f"<html><body>{page}</body></html>", Limits()).sheets


def rows(table: str) -> list[list[str]]:
    (found,) = sheets(f"<table>{table}</table>")
    return list(found.rows)


def test_tables_that_only_arrange_the_page_are_no_sheets() -> None:
    logo = "<table><tr><td><img src='logo.png'></td></tr></table>"
    (found,) = sheets(f"{logo}<table><tr><td>CPR-nr</td></tr></table>")
    assert (found.name, found.rows) == ("Tabel 2", [["CPR-nr"]])
    with pytest.raises(Unreadable) as problem:
        sheets(logo)
    assert problem.value.code == "not_a_table"


def test_a_cell_of_several_lines_has_spaces_between_them() -> None:
    assert rows("<tr><td>Med<br>tilladelse</td><td><p>a</p><p>b</p></td></tr>") == [["Med tilladelse", "a b"]]


def test_cells_that_span_rows_and_columns_move_their_neighbours() -> None:
    (found,) = sheets(
        "<table><tr><td rowspan=2>Elev</td><td colspan=2>Fravær</td><td>Skole</td></tr>"
        "<tr><td>Syg</td><td>Lovligt</td><td>x</td></tr><tr><td>a</td></tr></table>"
    )
    assert found.rows == [
        ["Elev", "Fravær", "", "Skole"],
        ["", "Syg", "Lovligt", "x"],
        ["a", "", "", ""],
    ]
    assert found.merged == [Merged(0, 0, 1, 0), Merged(0, 1, 0, 2)]


@pytest.mark.parametrize("hidden", ["style='display: NONE'", "style='color:red;display:none'", "hidden"])
def test_what_is_hidden_is_left_out(hidden: str) -> None:
    table = f"<tr><td>a</td><td {hidden}>b</td><td>c</td></tr><tr {hidden}><td>d</td></tr>"
    assert rows(table) == [["a", "c"], []]


def test_a_footnote_mark_is_no_digit_of_its_number() -> None:
    (found,) = sheets(
        "<table><tr><td><sup>1</sup></td><td>12<sup>3</sup></td><td>4<sup> </sup>5</td></tr></table>"
    )
    assert found.rows == [["1", "12", "45"]]
    assert [(note.code, note.row, note.column) for note in found.notes] == [("footnote_mark", 1, "B")]


def test_styles_and_scripts_within_a_table_are_not_its_text() -> None:
    assert rows("<tr><td><style>td { color: red }</style>a<script>b()</script></td></tr>") == [["a"]]


def test_a_page_that_ends_within_its_table_is_read_to_the_end() -> None:
    page = "<table><tr><td>a</td></tr><tr><td>b</td><td>c"
    assert [sheet.rows for sheet in read(page, Limits()).sheets] == [[["a", ""], ["b", "c"]]]


def test_a_table_without_closing_tags_is_read_cell_by_cell() -> None:
    assert rows("<tr><td>a<td>b<tr><td>c<td>d") == [["a", "b"], ["c", "d"]]


def test_text_after_a_row_is_in_no_cell() -> None:
    assert rows("<tr><td>a</tr>efter<tr><td>b</td></tr>") == [["a"], ["b"]]
