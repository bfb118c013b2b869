"""Cells of Excel's XML of 2003, which reporting systems still write, often named .xls."""

from __future__ import annotations

import pytest

from pipelines.intake.reading.sheet import Merged, Sheet
from pipelines.intake.reading.spreadsheetml import read
from pipelines.settings import Limits
from tests.intake.reading import forged_files


def sheet(inside: str, before: str = "", after: str = "") -> Sheet:
    data = forged_files.spreadsheetml([], inside=inside).decode()
    data = data.replace("<Worksheet", before + "<Worksheet").replace("</Worksheet>", after + "</Worksheet>")
    (found,) = read(data.encode(), Limits()).sheets
    return found


def cell(kind: str, text: str, attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


@pytest.mark.parametrize(
    ("kind", "stored", "text"),
    [
        ("Number", "1234.5", "1234,5"),
        ("Number", "syv", "syv"),
        ("Boolean", "1", "SAND"),
        ("Boolean", "0", "FALSK"),
        ("DateTime", "2026-09-05T00:00:00.000", "2026-09-05"),
        ("DateTime", "2026-09-05T07:30:00.000", "2026-09-05 07:30:00"),
        ("Error", "#N/A", "#I/T"),
        ("String", "0101", "0101"),
    ],
)
def test_a_value_is_read_by_its_type(kind: str, stored: str, text: str) -> None:
    assert sheet(f"<Row>{cell(kind, stored)}</Row>").rows == [[text]]


@pytest.mark.parametrize("shown_as", ["Percent", "0.0%"])
def test_a_share_shown_as_a_percentage_is_one(shown_as: str) -> None:
    style = f'<Styles><Style ss:ID="s1"><NumberFormat ss:Format="{shown_as}"/></Style></Styles>'
    cells = cell("Number", "0.875", 'ss:StyleID="s1"') + cell("Number", "0.875")
    assert sheet(f"<Row>{cells}</Row>", style).rows == [["87,5 %", "0,8750"]]


def test_rows_and_cells_that_are_skipped_keep_the_place_of_the_others() -> None:
    third, first = cell("String", "a", 'ss:Index="3"'), cell("String", "b")
    assert sheet(f'<Row>{third}</Row><Row ss:Index="4">{first}</Row>').rows == [
        ["", "", "a"],
        [],
        [],
        ["b", "", ""],
    ]


def test_a_row_element_that_stands_for_several_moves_those_below() -> None:
    assert sheet(f'<Row ss:Span="2"/><Row>{cell("String", "a")}</Row>').rows == [[], [], [], ["a"]]


def test_a_merged_cell_moves_its_neighbour_and_is_known() -> None:
    wide = cell("String", "Fravær", 'ss:MergeAcross="2" ss:MergeDown="1"')
    found = sheet(f"<Row>{wide}{cell('String', 'x')}</Row>")
    assert (found.rows, found.merged) == ([["Fravær", "", "", "x"]], [Merged(0, 0, 1, 2)])


def test_what_is_hidden_is_left_out() -> None:
    """A column element may stand for several, and so may that of a row."""
    columns = '<Column ss:Span="1"/><Column ss:Hidden="1" ss:Span="1"/>'
    letters = "".join(cell("String", letter) for letter in "abcde")
    hidden = f'<Row ss:Hidden="1">{letters}</Row>'
    found = sheet(f"{columns}<Row>{letters}</Row>{hidden}<Row>{cell('String', 'f')}</Row>")
    assert found.rows == [["a", "b", "", "", "e"], [], ["f", "", "", "", ""]]
    assert [(note.code, note.row, note.column) for note in found.notes] == [
        ("hidden_rows", 2, None),
        ("hidden_column", None, "C"),
        ("hidden_column", None, "D"),
    ]


@pytest.mark.parametrize("visible", ["SheetHidden", "SheetVeryHidden", "SheetVisible"])
def test_a_hidden_sheet_is_known_as_one(visible: str) -> None:
    options = f"<WorksheetOptions><Visible>{visible}</Visible></WorksheetOptions>"
    assert sheet(f"<Row>{cell('String', 'a')}</Row>", after=options).hidden is (visible != "SheetVisible")


def test_a_footnote_mark_is_named_where_it_is() -> None:
    raised = '<ss:Data xmlns="x" ss:Type="String">12<Sup>1</Sup></ss:Data>'
    found = sheet(f"<Row>{cell('String', 'a')}<Cell>{raised}</Cell></Row>")
    assert found.rows == [["a", "12"]]
    assert [(note.code, note.row, note.column) for note in found.notes] == [("footnote_mark", 1, "B")]
