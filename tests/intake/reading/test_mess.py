"""One test for each irregularity of files that partners really send: a real file, and the problems found in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.cell import ERROR_CODES

from pipelines.intake.examination.examine import examine
from pipelines.intake.examination.examined import Examined
from pipelines.intake.reading.read_subprocess import read_in_subprocess
from pipelines.intake.reading.sheet import Note, Reading, Unreadable
from pipelines.settings import Limits
from schemas.folding import fold
from tests.intake import samples
from tests.intake.reading import forged_files

HEADERS = {fold(header) for header in samples.ABSENCE}
ROWS = samples.absence(4)
TABLE: list[Sequence[Any]] = [samples.ABSENCE, *ROWS]


def read(folder: Path, data: bytes, name: str = "fil.csv") -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read_in_subprocess(path, HEADERS, Limits())


def examined(folder: Path, data: bytes, name: str = "fil.csv", partner: str = "oestskolen") -> Examined:
    path = folder / name
    path.write_bytes(data)
    (part,) = examine(path, partner, dt.date(2026, 1, 1), Limits())
    return part


def loaded(part: Examined) -> int:
    return part.rows.loaded


def codes(part: Examined) -> set[str]:
    return {problem.code for problem in part.problems} - {"total_row", "footnote", "repeated_header"}


def where(part: Examined, code: str) -> tuple[int | None, str | None]:
    (problem,) = [problem for problem in part.problems if problem.code == code]
    return problem.row, problem.column


# --- Text


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_each_delimiter(tmp_path: Path, delimiter: str) -> None:
    rows = [[*row[:4], "1.5", *row[5:]] for row in ROWS]
    assert loaded(examined(tmp_path, samples.text(samples.ABSENCE, rows, delimiter=delimiter))) == 4


def test_ragged_tails(tmp_path: Path) -> None:
    lines = samples.text(samples.ABSENCE, ROWS).decode().split("\r\n")
    part = examined(tmp_path, "\r\n".join([lines[0], lines[1] + ";;;", *lines[2:]]).encode())
    assert (loaded(part), codes(part)) == (4, set())


def test_a_short_row_among_full_ones_is_quarantined(tmp_path: Path) -> None:
    lines = samples.text(samples.ABSENCE, ROWS).decode().split("\r\n")
    part = examined(tmp_path, "\r\n".join([*lines[:2], lines[2].removesuffix(";0"), *lines[3:]]).encode())
    assert (loaded(part), where(part, "row_too_short")) == (3, (3, None))


def test_a_row_too_wide_is_quarantined(tmp_path: Path) -> None:
    part = examined(tmp_path, samples.text(samples.ABSENCE, [[*ROWS[0], "x"], *ROWS[1:]]))
    assert (loaded(part), where(part, "row_too_wide")[0]) == (3, 2)


def test_a_newline_in_quotes_is_within_its_cell(tmp_path: Path) -> None:
    rows = [[*row, "to\r\nlinjer"] for row in ROWS]
    part = examined(tmp_path, samples.text([*samples.ABSENCE, "Note"], rows))
    assert (loaded(part), codes(part)) == (4, {"column_not_agreed"})


def test_an_open_quote_affects_its_own_line_only(tmp_path: Path) -> None:
    rows = [[row[0], row[1], row[2], row[3], row[4], row[5], "0"] for row in ROWS]
    data = samples.text([*samples.ABSENCE, "Note"], [[*row, "x"] for row in rows]).decode()
    part = examined(tmp_path, data.replace(";x", ';"x', 1).encode())
    assert (loaded(part), where(part, "stray_quote")) == (4, (2, None))


def test_a_bare_quote_within_a_cell_is_flagged(tmp_path: Path) -> None:
    reading = read(tmp_path, 'CPR-nr;Måned\r\n12" rør;b\r\n"a "b" c";d\r\n"e";"f"\r\n'.encode())
    assert reading.sheets[0].rows[1:] == [['12" rør', "b"], ['a "b" c', "d"], ["e", "f"]]
    assert reading.sheets[0].notes == [Note("stray_quote", 2), Note("stray_quote", 3)]


@pytest.mark.parametrize("quotes", ["''", "“”", "„“"])
def test_other_quotes(tmp_path: Path, quotes: str) -> None:
    lines = [";".join(f"{quotes[0]}{cell}{quotes[1]}" for cell in row) for row in TABLE]
    part = examined(tmp_path, "\r\n".join(lines).encode())
    assert (loaded(part), codes(part)) == (4, set())


def test_spaces_around_quotes(tmp_path: Path) -> None:
    lines = ["; ".join(f'"{cell}"' for cell in row) for row in TABLE]
    part = examined(tmp_path, "\n".join(lines).encode())
    assert (loaded(part), codes(part)) == (4, set())


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n", "\r\r\n"])
def test_line_ends_of_all_systems(tmp_path: Path, ending: str) -> None:
    assert loaded(examined(tmp_path, samples.text(samples.ABSENCE, ROWS, lineterminator=ending))) == 4


@pytest.mark.parametrize("misread_as", ["cp1252", "cp850", "mac_roman"])
def test_letters_read_in_the_wrong_encoding_are_repaired(tmp_path: Path, misread_as: str) -> None:
    data = samples.text(samples.PUPILS, samples.pupils()).decode()
    part = examined(tmp_path, data.encode().decode(misread_as).encode())
    assert (loaded(part), codes(part)) == (3, {"mojibake"})
    assert part.checked is not None
    assert set(part.checked.loaded["school"]) == {"Østskolen"}


def test_letters_misread_twice_are_repaired(tmp_path: Path) -> None:
    twice = "SÃƒÂ¸ren"
    assert read(tmp_path, f"a;b\r\n{twice};1\r\n".encode()).sheets[0].rows[1] == ["Søren", "1"]


@pytest.mark.parametrize("replacement", ["?", "\ufffd"])
def test_lost_letters_are_reported_and_the_rows_loaded(tmp_path: Path, replacement: str) -> None:
    data = (
        samples.text(samples.PUPILS, samples.pupils())
        .decode()
        .replace("ø", replacement)
        .replace("Ø", replacement)
    )
    part = examined(tmp_path, data.encode())
    assert (loaded(part), codes(part)) == (3, {"letters_lost"})
    assert {p.column for p in part.problems if p.code == "letters_lost"} == {"B", "D"}


def test_nul_characters(tmp_path: Path) -> None:
    data = samples.text(samples.ABSENCE, ROWS)
    part = examined(tmp_path, data.replace(b"561001", b"5610\x0001", 1))
    assert (loaded(part), codes(part)) == (4, {"nul_dropped"})


def test_a_header_that_is_repeated(tmp_path: Path) -> None:
    part = examined(tmp_path, samples.text(samples.ABSENCE, [*ROWS[:2], samples.ABSENCE, *ROWS[2:]]))
    assert (loaded(part), part.rows.skipped) == (4, 1)


def test_a_file_without_header_is_not_recognised(tmp_path: Path) -> None:
    assert codes(examined(tmp_path, samples.text(ROWS[0], ROWS[1:]))) == {"not_recognised"}


def test_a_line_of_ten_megabytes(tmp_path: Path) -> None:
    rows = [[*row, "x" * 10_000_000] for row in ROWS[:1]]
    assert codes(examined(tmp_path, samples.text([*samples.ABSENCE, "Note"], rows))) == {"cell_too_long"}


# --- Formats, by content and not by name


def test_a_web_page_as_xls(tmp_path: Path) -> None:
    part = examined(tmp_path, forged_files.html(TABLE), "Fravær.xls")
    assert (loaded(part), part.read_as) == (4, "webside (HTML)")


def test_spanning_and_hidden_cells_of_a_web_page(tmp_path: Path) -> None:
    page = b"""<table><tr><td colspan=2>a&amp;b<td rowspan=2>c</tr><tr><td>d<td>e</tr>
        <tr style="display: none"><td>f</tr></table><table><tr><td>g</table>"""
    first, second = read(tmp_path, page).sheets
    assert first.rows == [["a&b", "", "c"], ["d", "e", ""], []]
    assert (first.notes, second.rows) == ([Note("hidden_rows", 3)], [["g"]])


def test_xml_of_2003_as_xls(tmp_path: Path) -> None:
    part = examined(tmp_path, forged_files.spreadsheetml(TABLE), "Fravær.xls")
    assert (loaded(part), part.read_as) == (4, "Excel-fil (XML)")


def test_xml_of_2003_with_gaps_and_types(tmp_path: Path) -> None:
    row = (
        '<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">1.5</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2025-08-01T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>'
    )
    (sheet,) = read(tmp_path, forged_files.spreadsheetml([["a"]], inside=row)).sheets
    assert sheet.rows == [["a", "", "", "", ""], [], ["", "1,5", "2025-08-01", "#I/T", "SAND"]]


def test_tab_text_as_xls(tmp_path: Path) -> None:
    assert loaded(examined(tmp_path, samples.text(samples.ABSENCE, ROWS, delimiter="\t"), "Fravær.xls")) == 4


def test_a_workbook_of_2003(tmp_path: Path) -> None:
    assert loaded(examined(tmp_path, forged_files.xls(TABLE))) == 4


def test_an_opendocument_workbook(tmp_path: Path) -> None:
    table = f'<table:table table:name="Ark1">{forged_files.ods_rows(TABLE)}</table:table>'
    part = examined(tmp_path, forged_files.ods(table))
    assert (loaded(part), part.read_as) == (4, "OpenDocument-regneark")


def test_a_zip_of_several_tables(tmp_path: Path) -> None:
    more = samples.absence(4, month="2025M10")
    files = {
        "a/Fravær september.csv": samples.text(samples.ABSENCE, ROWS),
        "../../Fravær oktober.xlsx": samples.workbook({"Ark1": [samples.ABSENCE, *more]}),
        "__MACOSX/._Fravær": b"x",
    }
    part = examined(tmp_path, forged_files.zipped(files))
    assert (loaded(part), codes(part)) == (8, set())
    names = [layout.sheet.name for layout in part.layouts]
    assert names == ["Fravær september.csv", "Fravær oktober.xlsx: Ark1"]


def test_a_file_in_a_zip_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    files = {
        "a.csv": samples.text(samples.ABSENCE, ROWS),
        "b.pdf": b"%PDF-1.7",
        "c.zip": forged_files.zipped({"d": b"x"}),
    }
    part = examined(tmp_path, forged_files.zipped(files))
    assert (loaded(part), codes(part)) == (4, {"file_in_zip_unread"})


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"\x89PNG\r\n",
        forged_files.zipped({"word/document.xml": b"x", "[Content_Types].xml": b"x"}),
        forged_files.zipped({"Index/Document.iwa": b"x"}),
        forged_files.zipped({}),
        b"<html><body>Velkommen</body></html>",
        bytes(range(256)) * 20,
    ],
    ids=["pdf", "image", "docx", "Numbers", "empty zip", "page without a table", "binary"],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    assert codes(examined(tmp_path, data, "Elever.xlsx")) == {"not_a_table"}


def test_a_password(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert codes(examined(tmp_path, ole)) == {"protected"}


# --- Features of Excel


@pytest.mark.parametrize("error", ERROR_CODES)
def test_an_error_cell_is_reported_and_its_row_quarantined(tmp_path: Path, error: str) -> None:
    part = examined(
        tmp_path,
        samples.workbook({"Ark1": [samples.ABSENCE, [*ROWS[0][:4], error, "0", "0"], *ROWS[1:]]}),
    )
    assert (loaded(part), where(part, "excel_error")) == (3, (2, "E"))


@pytest.mark.parametrize("error", ["#I/T", "#REFERENCE!", "#VÆRDI!", "#NAVN?", "#DIVISION/0!", "#N/A"])
def test_an_error_written_as_text_is_one(tmp_path: Path, error: str) -> None:
    part = examined(tmp_path, samples.text(samples.ABSENCE, [[*ROWS[0][:4], error, "0", "0"], *ROWS[1:]]))
    assert (loaded(part), where(part, "excel_error")) == (3, (2, "E"))


def test_an_error_of_opendocument(tmp_path: Path) -> None:
    error = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell>"
    )
    table = f'<table:table table:name="A"><table:table-row>{error}</table:table-row></table:table>'
    assert read(tmp_path, forged_files.ods(table)).sheets[0].rows == [["#I/T"]]


def test_formulas_that_were_never_calculated_are_not_evaluated(tmp_path: Path) -> None:
    part = examined(
        tmp_path,
        samples.workbook({"Ark1": [samples.ABSENCE, [*ROWS[0][:4], "=1+1", "0", "0"], *ROWS[1:]]}),
    )
    assert (loaded(part), where(part, "formula_uncalculated")) == (3, (2, "E"))
    assert not any(problem.code == "excel_error" for problem in part.problems)


def test_the_formula_of_a_total_is_no_problem(tmp_path: Path) -> None:
    total = ["I alt", "", "", "=SUM(D2:D5)", "", "", ""]
    part = examined(tmp_path, samples.workbook({"Ark1": [samples.ABSENCE, *ROWS, total]}))
    assert (loaded(part), [problem.code for problem in part.problems]) == (4, ["total_row"])


@pytest.mark.parametrize("place", range(7))
def test_a_comment_is_no_part_of_its_cell(tmp_path: Path, place: int) -> None:
    comment = (
        '<Comment ss:Author="Bo"><ss:Data xmlns="http://www.w3.org/TR/REC-html40">OE2</ss:Data></Comment>'
    )
    data = forged_files.spreadsheetml(TABLE).decode().split("</Cell>")
    data[7 + place] += comment
    part = examined(tmp_path, "</Cell>".join(data).encode(), "Fravær.xls")
    assert (loaded(part), part.problems) == (4, [])


def test_a_raised_mark_of_an_older_xml_workbook_is_no_digit(tmp_path: Path) -> None:
    row = '<Row><Cell><ss:Data ss:Type="String" xmlns="x">44<Sup>1</Sup></ss:Data></Cell></Row>'
    (sheet,) = read(tmp_path, forged_files.spreadsheetml([["a"]], inside=row)).sheets
    assert (sheet.rows, sheet.notes) == ([["a"], ["44"]], [("footnote_mark", 2, "A", 1)])


def test_a_hidden_sheet_with_data_is_reported_and_not_loaded(tmp_path: Path) -> None:
    sheets = {
        "Fravær": TABLE,
        "CPR": [samples.ABSENCE, *samples.absence(2, "2025M10")],
        "Tom": [],
    }
    part = examined(tmp_path, samples.workbook(sheets, hidden=["CPR", "Tom"]))
    assert (loaded(part), [p.sheet for p in part.problems if p.code == "hidden_sheet"]) == (4, ["CPR"])


def test_hidden_rows_and_columns_with_data_are_reported_and_not_loaded(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row in [[*samples.ABSENCE, "Navn"], *([*row, "x"] for row in ROWS)]:
            sheet.append(list(row))
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[40].hidden = True
        sheet.column_dimensions["H"].hidden = True

    part = examined(tmp_path, forged_files.sheet(fill))
    assert (loaded(part), codes(part)) == (3, {"hidden_rows", "hidden_column"})
    assert (where(part, "hidden_rows"), where(part, "hidden_column")) == ((3, None), (None, "H"))


def test_hidden_rows_and_columns_of_a_workbook_of_2003(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    (sheet,) = read(tmp_path, forged_files.xls([["a", "b"], ["c", "d"]], fill)).sheets
    assert sheet.rows == [["a", ""], []]
    assert [note.code for note in sheet.notes] == ["hidden_rows", "hidden_column"]


def test_hidden_rows_sheets_and_columns_of_opendocument(tmp_path: Path) -> None:
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    table = (
        '<table:table table:name="A"><table:table-column table:visibility="collapse"/><table:table-row>'
        f"{forged_files.ods_text('a')}{forged_files.ods_text('b')}</table:table-row>"
        f'<table:table-row table:visibility="filter">{forged_files.ods_text("c")}</table:table-row></table:table>'
        f'<table:table table:name="B" table:style-name="ta2">{forged_files.ods_rows([["x"]])}</table:table>'
    )
    first, second = read(tmp_path, forged_files.ods(table, styles)).sheets
    assert (first.rows, first.hidden, second.hidden) == ([["", "b"], []], False, True)


def test_merged_headers_in_two_rows(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Fraværsudtræk"])
        sheet.append(["CPR-nr", "Institutionsnr", "Måned", "Skoledage", "Fravær", None, None])
        sheet.append([None, None, None, None, "Syg", "med tilladelse", "Ulovligt"])
        for row in ROWS:
            sheet.append(row)
        sheet.merge_cells("E2:G2")
        for column in "ABCD":
            sheet.merge_cells(f"{column}2:{column}3")

    part = examined(tmp_path, forged_files.sheet(fill))
    assert (loaded(part), codes(part)) == (4, set())


def test_merged_cells_are_filled_down_in_key_columns_only(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row in TABLE:
            sheet.append(list(row))
        sheet.merge_cells("B2:B5")
        sheet.merge_cells("E2:E5")

    part = examined(tmp_path, forged_files.sheet(fill))
    assert part.checked is not None
    assert part.checked.loaded["school_no"].to_list() == ["561001"] * 4
    assert part.checked.loaded["sick_days"].to_list() == [1.5, 0, 0, 0]


def test_percentages_and_times_and_numbers_are_read_as_they_are_seen(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append([0.875, 0.07, 0.1 + 0.2, dt.timedelta(hours=30), dt.time(7, 30), 1e-7])
        sheet["A1"].number_format, sheet["B1"].number_format = "0.0%", "0%"

    (sheet,) = read(tmp_path, forged_files.sheet(fill)).sheets
    assert sheet.rows == [["87,5 %", "7 %", "0,3", "30:00:00", "07:30:00", "0,0000001"]]


def test_an_empty_workbook_has_no_rows(tmp_path: Path) -> None:
    assert codes(examined(tmp_path, samples.workbook({"Ark1": []}))) == {"nothing_in_file"}


def test_strict_ooxml(tmp_path: Path) -> None:
    strict = samples.workbook({"Ark1": TABLE})
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        strict = forged_files.changed(
            strict,
            part,
            lambda xml: xml.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        )
    assert loaded(examined(tmp_path, strict)) == 4


# --- Totals, titles, names


def total(days: str, sick: str) -> list[str]:
    return ["I alt", "", "", days, sick, "", ""]


def test_totals_that_fit_are_only_skipped(tmp_path: Path) -> None:
    part = examined(tmp_path, samples.text(samples.ABSENCE, [*ROWS, total("80", "6,0")]))
    assert (loaded(part), codes(part)) == (4, set())


def test_totals_that_differ_are_reported(tmp_path: Path) -> None:
    part = examined(tmp_path, samples.text(samples.ABSENCE, [*ROWS, total("100", "6,0")]))
    assert where(part, "total_differs") == (6, "D")
    (problem,) = [p for p in part.problems if p.code == "total_differs"]
    assert "Rækkerne summer til 80, men 'I alt' er 100" in problem.message_da


def test_a_sum_of_few_rows_is_not_shown(tmp_path: Path) -> None:
    part = examined(tmp_path, samples.text(samples.ABSENCE, [*ROWS[:2], total("100", "")]))
    (problem,) = [p for p in part.problems if p.code == "total_differs"]
    assert not any(letter.isdigit() for letter in problem.message_da)


def test_sums_of_parts_and_a_sum_of_all(tmp_path: Path) -> None:
    rows = [*ROWS[:2], total("40", "3"), *ROWS[2:], total("40", "3"), total("80", "6")]
    assert codes(examined(tmp_path, samples.text(samples.ABSENCE, rows))) == set()


def test_a_sum_beside_a_cell_that_cannot_be_read_is_not_judged(tmp_path: Path) -> None:
    rows = [[*ROWS[0][:3], "mange", *ROWS[0][4:]], *ROWS[1:], total("80", "")]
    assert codes(examined(tmp_path, samples.text(samples.ABSENCE, rows))) == {"number_unreadable"}


def rows_without(place: int) -> list[list[Any]]:
    return [[cell for number, cell in enumerate(row) if number != place] for row in TABLE]


@pytest.mark.parametrize("name", ["2025M09", "september 2025", "Fravær sep 2025"])
def test_a_month_in_the_sheets_name(tmp_path: Path, name: str) -> None:
    part = examined(tmp_path, samples.workbook({name: rows_without(2)}))
    assert (loaded(part), codes(part)) == (4, {"period_from_title"})
    assert part.checked is not None
    assert set(part.checked.loaded["month"]) == {dt.date(2025, 9, 1)}


def test_a_month_in_the_title(tmp_path: Path) -> None:
    rows = [["Fravær for september 2025"], [], *rows_without(2)]
    assert loaded(examined(tmp_path, samples.workbook({"Ark1": rows}))) == 4


def test_a_school_in_the_title(tmp_path: Path) -> None:
    rows = [["Skole: Østskolen"], [], *rows_without(1)]
    part = examined(tmp_path, samples.workbook({"Ark1": rows}))
    assert part.checked is not None
    assert set(part.checked.loaded["school_no"]) == {"561001"}
    assert codes(part) == {"unit_from_title"}


def test_a_title_with_two_months_is_ambiguous(tmp_path: Path) -> None:
    rows = [["Fravær for september 2025"], ["Sammenlign med august 2025"], *rows_without(2)]
    assert codes(examined(tmp_path, samples.workbook({"Ark1": rows}))) == {"missing_column"}


@pytest.mark.parametrize("name", ["Fravær 2024.csv", "Fravær_2023-24.csv", "fravær 2025K1.csv"])
def test_a_name_that_all_rows_contradict(tmp_path: Path, name: str) -> None:
    part = examined(tmp_path, samples.text(samples.ABSENCE, ROWS), name)
    assert (part.rejected, codes(part)) == (True, {"name_contradicts"})


@pytest.mark.parametrize(
    "name",
    [
        "Fravær 2025.csv",
        "Fravær 2025-26.csv",
        "F 2025K3.csv",
        "F 2025K4.csv",
        "Kopi 2024 og 2025.csv",
        "F 2024-03-01.csv",
        "20240301.csv",
    ],
)
def test_a_name_that_may_be_right(tmp_path: Path, name: str) -> None:
    assert not examined(tmp_path, samples.text(samples.ABSENCE, ROWS), name).rejected


# --- Hostile


def unreadable(folder: Path, data: bytes) -> str:
    with pytest.raises(Unreadable) as problem:
        read(folder, data)
    return problem.value.code


def test_a_cell_in_the_last_corner_affects_only_its_file(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet["XFD1048576"] = "x"

    assert unreadable(tmp_path, forged_files.sheet(fill)) in ("too_heavy", "too_many_columns")
    assert len(read(tmp_path, samples.workbook({"Ark1": TABLE})).sheets) == 1


def test_a_used_range_of_a_million_rows(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row in TABLE:
            sheet.append(list(row))
        sheet["G1048576"] = "x"

    part = examined(tmp_path, forged_files.sheet(fill))
    assert (loaded(part), part.rows.quarantined) == (4, 1)


def test_five_hundred_columns_and_more(tmp_path: Path) -> None:
    wide = [[*samples.ABSENCE, *[f"x{n}" for n in range(493)]], *ROWS]
    assert loaded(examined(tmp_path, samples.workbook({"Ark1": wide}))) == 4
    assert unreadable(tmp_path, samples.workbook({"Ark1": [["x"] * 501]})) == "too_many_columns"
    assert unreadable(tmp_path, samples.text(["x"] * 501, [])) == "too_many_columns"


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "ha">'
    + "".join(f'<!ENTITY b{n} "{f"&b{n - 1 if n else str()};" * 10}">' for n in range(9))
    + "]>"
)


def test_a_billion_laughs(tmp_path: Path) -> None:
    assert unreadable(tmp_path, forged_files.spreadsheetml([["&b8;"]], before=LAUGHS)) == "broken_workbook"


def test_an_external_entity_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig"
    secret.write_text("hemmelig")
    entity = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]>'
    assert unreadable(tmp_path, forged_files.spreadsheetml([["&b;"]], before=entity)) == "broken_workbook"


def test_entities_in_a_workbook(tmp_path: Path) -> None:
    data = forged_files.changed(
        samples.workbook({"Ark1": TABLE}), "xl/worksheets/sheet1.xml", lambda xml: LAUGHS.encode() + xml
    )
    try:
        assert len(read(tmp_path, data).sheets) == 1
    except Unreadable as problem:
        assert problem.code == "broken_workbook"


def test_a_zip_bomb(tmp_path: Path) -> None:
    assert unreadable(tmp_path, forged_files.zipped({"a.csv": bytes(30_000_000)})) == "too_large_unpacked"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mål").write_bytes(samples.text(samples.ABSENCE, ROWS))
    (tmp_path / "link").symlink_to(tmp_path / "mål")
    with pytest.raises(Unreadable):
        read_in_subprocess(tmp_path / "link", HEADERS, Limits())


def test_a_personal_number_is_no_name_of_a_part(tmp_path: Path) -> None:
    name = f"Elev {samples.cprs(1)[0]}.csv"
    part = examined(tmp_path, forged_files.zipped({name: samples.text(samples.ABSENCE, ROWS)}))
    assert [layout.sheet.name for layout in part.layouts] == ["Fane 1"]
