"""Files are read by their content; their sheets have names that may be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake.reading.read_file import read_file
from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.settings import Limits
from tests.intake import samples
from tests.intake.reading import forged_files


def read(folder: Path, data: bytes, limits: Limits | None = None) -> Reading:
    path = folder / "fil"
    path.write_bytes(data)
    return read_file(path, set(), limits or Limits())


def refused(folder: Path, data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as problem:
        read(folder, data, limits)
    return problem.value.code


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=9, cell_characters=3), ""),
        (Limits(file_bytes=8), "file_too_large"),
        (Limits(cell_characters=2), "cell_too_long"),
    ],
)
def test_more_than_the_limit_is_refused(tmp_path: Path, limits: Limits, code: str) -> None:
    data = b"abc;d\ne;f"
    if code:
        assert refused(tmp_path, data, limits) == code
    else:
        assert read(tmp_path, data, limits).sheets[0].rows == [["abc", "d"], ["e", "f"]]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as problem:
        read_file(tmp_path, set(), Limits())
    assert problem.value.code == "not_a_table"


def test_sheets_have_names_that_are_short_and_can_be_shown(tmp_path: Path) -> None:
    names = ["Elever", "x" * 60 + "a", "x" * 60 + "b", "x" * 60 + "c", "Hold\u202e 1", "0302104124 Bo"]
    sheets = "".join(
        f'<Worksheet ss:Name="{name}"><Table><Row><Cell><Data>a</Data></Cell></Row></Table></Worksheet>'
        for name in names
    )
    book = forged_files.spreadsheetml([]).replace(b"<Worksheet", sheets.encode() + b"<Worksheet", 1)
    found = [sheet.name for sheet in read(tmp_path, book).sheets]
    assert found[:-1] == ["Elever", "x" * 60, "x" * 60 + "*", "x" * 60 + "**", "Hold 1", "Fane 6"]


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\0\x20ftypheic",
        b"MZ\x90\0",
        b"<?xml version='1.0'?><faktura/>",
        b"<html><body>Velkommen</body></html>",
        b"\xef\xbb\xbf  <HTML><body>Velkommen</body></HTML>",
    ],
    ids=["photo", "program", "XML of something", "page", "page with a mark"],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, data) == "not_a_table"


def test_a_page_with_the_mark_of_a_workbook_is_a_page(tmp_path: Path) -> None:
    """Excel saves a workbook as a web page with such a mark."""
    mark = b'<html xmlns:x="urn:schemas-microsoft-com:office:spreadsheet">'
    page = forged_files.html([["a", "b"]]).replace(b"<html>", mark)
    assert (read(tmp_path, page).read_as, read(tmp_path, page).sheets[0].rows) == (
        "webside (HTML)",
        [["a", "b"]],
    )


def test_text_that_begins_with_a_sign_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, b"<5;20\n1;2\n").sheets[0].rows == [["<5", "20"], ["1", "2"]]


def test_a_zip_inside_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = forged_files.zipped({"a.csv": b"a;b\n"})
    book = samples.workbook({"Ark1": [["a"]]})
    found = read(tmp_path, forged_files.zipped({"b.zip": inner, "c.xlsx": book}))
    assert [sheet.name for sheet in found.sheets] == ["c.xlsx: Ark1"]
    assert [(note.code, note.times) for note in found.notes] == [("file_in_zip_unread", 1)]
