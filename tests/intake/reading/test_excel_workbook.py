from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipelines.intake.reading.cell_text import cell_text
from pipelines.intake.reading.read_file import read_file
from pipelines.intake.reading.sheet import Reading, Unreadable, letters
from pipelines.intake.values.excel_errors import UNCALCULATED
from pipelines.settings import Limits
from tests.intake import samples


def reading(folder: Path, data: bytes, limits: Limits | None = None) -> Reading:
    path = folder / "fil.csv"
    path.write_bytes(data)
    return read_file(path, set(), limits or Limits())


def refusal(folder: Path, data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as problem:
        reading(folder, data, limits)
    return problem.value.code


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("tekst", "tekst"),
        (7.0, "7"),
        (1.234, "1,2340"),
        (1.2345, "1,2345"),
        (-3.0, "-3"),
        (0.5, "0,5"),
        (1706124123.0, "1706124123"),
        (True, "SAND"),
        (False, "FALSK"),
        (dt.date(2025, 8, 1), "2025-08-01"),
        (dt.datetime(2025, 8, 1), "2025-08-01"),
        (dt.datetime(2025, 8, 1, 7, 30), "2025-08-01 07:30:00"),
        (dt.time(7, 30), "07:30:00"),
        ("", ""),
    ],
)
def test_a_cell_is_text_that_our_rules_read_back(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_every_sheet_is_read_with_its_name_and_place(tmp_path: Path) -> None:
    data = samples.workbook(
        {"Elever": [[], ["CPR", "Dato"], ["0302104124", dt.date(2025, 9, 5)]], "Noter": [["hej"]]}
    )
    elever, noter = reading(tmp_path, data).sheets
    assert (elever.name, elever.rows[1:]) == ("Elever", [["CPR", "Dato"], ["0302104124", "2025-09-05"]])
    assert (noter.name, noter.hidden) == ("Noter", False)


def test_content_below_and_right_of_nothing_keeps_its_place(tmp_path: Path) -> None:
    data = samples.workbook({"Ark1": [[], [], [None, None, "her"]]})
    (sheet,) = reading(tmp_path, data).sheets
    assert sheet.rows[2][2] == "her"


def test_a_hidden_sheet_is_known_as_one(tmp_path: Path) -> None:
    sheets = reading(tmp_path, samples.workbook({"A": [["x"]], "CPR": [["y"]]}, hidden=["CPR"])).sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("A", False), ("CPR", True)]


def test_a_personal_number_does_not_pass_as_the_name_of_a_sheet(tmp_path: Path) -> None:
    number = samples.cprs(1)[0]
    sheets = reading(tmp_path, samples.workbook({"A": [["x"]], f"Elev {number}": [["y"]]})).sheets
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [("A", [["x"]]), ("Fane 2", [["y"]])]


def test_dates_counted_from_1904_are_read_right(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = dt.date(2025, 8, 1)
    out = io.BytesIO()
    book.save(out)
    assert reading(tmp_path, out.getvalue()).sheets[0].rows == [["2025-08-01"]]


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    assert reading(tmp_path, samples.workbook({"A": [["x"]]})).read_as == "Excel-fil"


def test_a_password_is_recognised(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(tmp_path, ole) == "protected"


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "x")
    assert refusal(tmp_path, out.getvalue()) == "not_a_table"
    for head in (b"%PDF-1.7\n", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"{\\rtf1"):
        assert refusal(tmp_path, head + b"abc") == "not_a_table"
    assert refusal(tmp_path, b"") == "empty_file"


def test_up_to_a_limit_is_read(tmp_path: Path) -> None:
    data = samples.workbook({"A": [["a"] * 6] * 6, "B": [["to_x000D_\nlinjer"]]})
    first, second = reading(tmp_path, data, Limits(columns=6, rows=6, sheets=2)).sheets
    assert (first.rows, second.rows) == ([["a"] * 6] * 6, [["to\r\nlinjer"]])


def test_a_formula_far_out_that_nobody_calculated_is_refused_as_any_other_cell_there(tmp_path: Path) -> None:
    """It has no value, so calamine does not count it."""
    data = samples.workbook({"A": [["a"] * 5 + ["=1+1"]]})
    assert reading(tmp_path, data, Limits(columns=6)).sheets[0].rows == [["a"] * 5 + [UNCALCULATED]]
    assert refusal(tmp_path, data, Limits(columns=5)) == "too_many_columns"


def test_a_sheet_that_is_a_chart_is_no_list(tmp_path: Path) -> None:
    book, out = openpyxl.load_workbook(io.BytesIO(samples.workbook({"A": [["a"]]}))), io.BytesIO()
    book.create_chartsheet("Graf")
    book.save(out)
    assert [sheet.name for sheet in reading(tmp_path, out.getvalue()).sheets] == ["A"]


def test_over_a_limit_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    data = samples.workbook({"A": [["a"] * 6] * 6})
    assert refusal(tmp_path, data, Limits(columns=5)) == "too_many_columns"
    assert refusal(tmp_path, data, Limits(rows=5)) == "too_many_rows"
    assert refusal(tmp_path, data, Limits(unpacked_bytes=1000)) == "too_large_unpacked"
    assert refusal(tmp_path, data, Limits(zip_ratio=1)) == "too_large_unpacked"
    assert refusal(tmp_path, data, Limits(file_bytes=1000)) == "file_too_large"


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(3_000_000))
    assert refusal(tmp_path, out.getvalue()) == "too_large_unpacked"


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_columns_are_named_as_in_a_spreadsheet(index: int, name: str) -> None:
    assert letters(index) == name
