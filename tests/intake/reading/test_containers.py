"""Files of other programs around the same table: other paths, old text formats, far cells, many sheets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake.reading.read_file import read_file
from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.settings import Limits
from tests.intake import samples
from tests.intake.reading import forged_files

ROWS = [["Navn; og nr.", "Dag"], ['Ærø "x"', "5,5"], ["", "3"]]
TEXTS = st.text("abcæøåÆØÅé .,;:\"'#-+=0123456789", min_size=1).filter(
    lambda text: text.strip() == text and not text.startswith("#")
)


def read(folder: Path, data: bytes, limits: Limits | None = None) -> Reading:
    path = folder / "fil"
    path.write_bytes(data)
    return read_file(path, set(), limits or Limits())


def renamed(workbook: bytes, rename: Callable[[str], str], change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with other paths; the relationships between its parts are changed with them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            data = before.read(info)
            # The name is given as it is: on Windows zipfile would turn a backslash round.
            member = zipfile.ZipInfo("x")
            member.filename = rename(info.filename)
            after.writestr(member, change(data) if info.filename.endswith(".rels") else data)
    return out.getvalue()


def moved_to(folder: str) -> tuple[Callable[[str], str], Callable[[bytes], bytes]]:
    return (
        lambda name: name.replace("xl/", folder, 1) if name.startswith("xl/") else name,
        lambda data: data.replace(b'"xl/', f'"{folder}'.encode()).replace(b'"/xl/', f'"/{folder}'.encode()),
    )


@pytest.mark.parametrize(
    ("rename", "change"),
    [
        (lambda name: name.replace("/", "\\"), lambda data: data),
        (lambda name: name.replace("/", "\\"), lambda data: data.replace(b"/worksheets/", b"\\worksheets\\")),
        moved_to("book/"),
        moved_to("a/b/"),
        moved_to(""),
    ],
    ids=["backslashes", "backslashes in targets", "another folder", "two folders", "no folder"],
)
def test_a_workbook_with_other_paths(
    tmp_path: Path, rename: Callable[[str], str], change: Callable[[bytes], bytes]
) -> None:
    data = renamed(samples.workbook({"Ark": ROWS, "To": [["a", "b"]]}), rename, change)
    one, two = read(tmp_path, data).sheets
    assert (one.name, one.rows, two.rows) == ("Ark", ROWS, [["a", "b"]])


@pytest.mark.parametrize("name", ["word/document.xml", "ppt\\presentation.xml"])
def test_another_programs_document_is_no_workbook(tmp_path: Path, name: str) -> None:
    rename, change = (lambda part: part.replace("xl/workbook.xml", name)), (lambda data: data)
    with pytest.raises(Unreadable):
        read(tmp_path, renamed(samples.workbook({"Ark": ROWS}), rename, change))


def sylk(rows: list[list[str]], encoding: str = "cp1252") -> bytes:
    cells = [
        f'C;Y{y};X{x};K"{cell.replace(";", ";;")}"'
        for y, row in enumerate(rows, 1)
        for x, cell in enumerate(row, 1)
        if cell
    ]
    return "\r\n".join(["ID;PWXL;N;E", *cells, "E"]).encode(encoding)


def dif(rows: list[list[str]]) -> bytes:
    lines = ["TABLE", "0,1", '"EXCEL"', "VECTORS", f"0,{len(rows)}", '""', "DATA", "0,0", '""']
    for row in rows:
        lines += ["-1,0", "BOT"]
        for cell in row:
            lines += ["1,0", '"' + cell.replace('"', '""') + '"']
    return "\r\n".join([*lines, "-1,0", "EOD", ""]).encode("cp1252")


@pytest.mark.parametrize("write", [sylk, dif])
def test_old_text_formats_are_read(tmp_path: Path, write: Callable[[list[list[str]]], bytes]) -> None:
    (sheet,) = read(tmp_path, write(ROWS)).sheets
    assert sheet.rows == ROWS


@settings(max_examples=50)
@given(rows=st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=4))
@pytest.mark.parametrize("write", [sylk, dif])
def test_any_text_of_old_formats_is_read_as_written(
    tmp_path_factory: pytest.TempPathFactory, write: Callable[[list[list[str]]], bytes], rows: list[list[str]]
) -> None:
    (sheet,) = read(tmp_path_factory.mktemp("old"), write([["Navn", "År"], *rows])).sheets
    assert sheet.rows == [["Navn", "År"], *rows]


def test_numbers_and_errors_of_old_formats(tmp_path: Path) -> None:
    (slk,) = read(tmp_path, b"ID;P\nC;Y1;X1;K7.5\nC;X2;K#N/A\nC;Y2;X1;KTRUE\nE\n").sheets
    assert slk.rows == [["7,5", "#I/T"], ["SAND", ""]]
    (table,) = read(
        tmp_path, b'TABLE\n0,1\n""\nDATA\n0,0\n""\n-1,0\nBOT\n0,7.5\nV\n0,0\nNA\n-1,0\nEOD\n'
    ).sheets
    assert table.rows == [["7,5", "#I/T"]]


@pytest.mark.parametrize("kind", ["xlsx", "xml", "zip"])
def test_more_sheets_than_the_limit_are_refused(tmp_path: Path, kind: str) -> None:
    names = [f"Ark{number}" for number in range(4)]
    files = {
        "xlsx": samples.workbook(dict.fromkeys(names, ROWS)),
        "xml": forged_files.spreadsheetml(ROWS).replace(
            b"</Workbook>", b"<Worksheet><Table/></Worksheet>" * 3 + b"</Workbook>"
        ),
        "zip": zipped(dict.fromkeys(names, b"a;b\r\n1;2\r\n")),
    }
    assert len(read(tmp_path, files[kind]).sheets) == 4
    with pytest.raises(Unreadable, match="too_many_sheets"):
        read(tmp_path, files[kind], Limits(sheets=3))


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
