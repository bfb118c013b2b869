"""Cells of OpenDocument spreadsheets, as LibreOffice writes them: what the sender sees is what is read."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from pipelines.intake.reading.opendocument import read
from pipelines.intake.reading.sheet import Merged, Sheet, Unreadable
from pipelines.settings import Limits
from tests.intake.reading import forged_files


def sheet(table: str, limits: Limits | None = None) -> Sheet:
    book = zipfile.ZipFile(BytesIO(forged_files.ods(f'<table:table table:name="Ark1">{table}</table:table>')))
    (found,) = read(book.read("content.xml"), limits or Limits()).sheets
    return found


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(attributes: str, shown: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("attributes", "shown", "text"),
    [
        ('office:value-type="float" office:value="1234.5"', "1.235", "1234,5"),
        ('office:value-type="percentage" office:value="0.875"', "88 %", "87,5 %"),
        ('office:value-type="currency" office:value="2.5"', "3 kr.", "2,5"),
        ('office:value-type="date" office:date-value="2026-09-05T00:00:00"', "5/9", "2026-09-05"),
        ('office:value-type="date" office:date-value="2026-09-05T07:30:00"', "5/9", "2026-09-05 07:30:00"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", "SAND"),
        ('office:value-type="boolean" office:boolean-value="false"', "FALSE", "FALSK"),
        ('office:value-type="float" office:value="x"', "syv", "syv"),
        ('office:value-type="string" calcext:value-type="error"', "#N/A", "#I/T"),
        ('office:value-type="string" table:formula="of:=A1/0"', "#DIV/0!", "#DIVISION/0!"),
        ('office:value-type="string"', "#1 i køen", "#1 i køen"),
    ],
)
def test_a_value_is_read_by_its_type(attributes: str, shown: str, text: str) -> None:
    assert sheet(row(cell(attributes, shown))).rows == [[text]]


def test_a_cell_of_two_lines_keeps_both_and_its_spaces() -> None:
    lines = "<text:p>Nord<text:line-break/>og</text:p><text:p>Syd<text:s text:c='2'/>Øst</text:p>"
    assert sheet(row(f"<table:table-cell>{lines}</table:table-cell>")).rows == [["Nord og\nSyd  Øst"]]


def test_a_comment_is_no_part_of_its_cell() -> None:
    comment = "<office:annotation><text:p>Spørg Lone</text:p></office:annotation>"
    assert sheet(row(f"<table:table-cell>{comment}<text:p>12</text:p></table:table-cell>")).rows == [["12"]]


def test_repeated_cells_and_rows_are_all_there() -> None:
    """LibreOffice writes equal neighbours once, and the empty rest of the sheet as a million of them."""
    repeated = '<table:table-cell table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell>'
    rows = row(repeated + forged_files.ods_text("x"), 'table:number-rows-repeated="2"')
    empty = row(
        '<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048500"'
    )
    assert sheet(rows + row(forged_files.ods_text("y")) + empty).rows == [["7", "7", "x"]] * 2 + [
        ["y", "", ""]
    ]


def test_merged_cells_are_known_and_what_they_cover_keeps_its_place() -> None:
    covered = '<table:covered-table-cell table:number-columns-repeated="1"/>'
    wide = cell('table:number-columns-spanned="2" table:number-rows-spanned="3"', "Fravær")
    found = sheet(row(wide + covered + forged_files.ods_text("x")))
    assert (found.rows, found.merged) == ([["Fravær", "", "x"]], [Merged(0, 0, 2, 1)])


def test_the_text_that_a_merged_cell_covers_is_read_in_its_place() -> None:
    covered = "<table:covered-table-cell><text:p>skjult</text:p></table:covered-table-cell>"
    assert sheet(row(forged_files.ods_text("a") + covered)).rows == [["a", "skjult"]]


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_what_is_hidden_is_left_out(visibility: str) -> None:
    column = '<table:table-column table:number-columns-repeated="2"/>'
    hidden = f'<table:table-column table:visibility="{visibility}" table:number-columns-repeated="2"/>'
    letters = "".join(map(forged_files.ods_text, "abcde"))
    found = sheet(column + hidden + row(letters) + row(letters, f'table:visibility="{visibility}"'))
    assert found.rows == [["a", "b", "", "", "e"], []]


@pytest.mark.parametrize(
    ("table", "limits", "code"),
    [
        (row("".join(map(forged_files.ods_text, "abc"))), Limits(columns=3), ""),
        (row("".join(map(forged_files.ods_text, "abcd"))), Limits(columns=3), "too_many_columns"),
        (row(forged_files.ods_text("a")) * 3, Limits(rows=3), ""),
        (row(forged_files.ods_text("a"), 'table:number-rows-repeated="4"'), Limits(rows=3), "too_many_rows"),
    ],
)
def test_more_than_the_limit_is_refused(table: str, limits: Limits, code: str) -> None:
    if not code:
        assert sheet(table, limits).has_data
        return
    with pytest.raises(Unreadable) as problem:
        sheet(table, limits)
    assert problem.value.code == code


def test_an_encrypted_or_empty_document_is_refused() -> None:
    with pytest.raises(Unreadable) as problem:
        read(b"<office:document xmlns:office='x'/>", Limits())
    assert problem.value.code == "not_a_table"
