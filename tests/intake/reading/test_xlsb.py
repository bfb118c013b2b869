"""The records of binary workbooks, built by hand, since no installed library writes them."""

from __future__ import annotations

import io
import struct
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.reading.xlsb import cell_flags_of
from tests.intake.reading import forged_files

RELS = b'<Relationships xmlns="x"><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'


def record(kind: int, data: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(data)]) + data


def text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def row(number: int, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + bytes(5))


def archive(sheet: bytes) -> zipfile.ZipFile:
    book = record(131, b"") + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Fravær"))
    parts = {"xl/workbook.bin": book, "xl/_rels/workbook.bin.rels": RELS, "xl/worksheets/sheet1.bin": sheet}
    return zipfile.ZipFile(io.BytesIO(forged_files.zipped(parts)))


def test_errors_and_hidden_rows_and_columns_are_found() -> None:
    columns = record(60, struct.pack("<IIIIH", 3, 4, 0, 0, 1))
    error = record(3, struct.pack("<IIB", 2, 0, 0x2A))
    formula = record(11, struct.pack("<IIB", 5, 0, 0x17) + bytes(8))
    flags = cell_flags_of(archive(columns + row(0) + error + row(7, hidden=True) + formula))["Fravær"]
    assert flags.texts == {(0, 2): "#I/T", (7, 5): "#REFERENCE!"}
    assert (flags.hidden_rows, flags.hidden_columns) == ({7}, {3, 4})


@given(st.binary(max_size=200))
def test_any_records_are_read_or_left(data: bytes) -> None:
    assert cell_flags_of(archive(data)).keys() == {"Fravær"}


def test_every_error_has_its_danish_name() -> None:
    codes = (0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A)
    cells = b"".join(record(3, struct.pack("<IIB", at, 0, code)) for at, code in enumerate(codes))
    found = cell_flags_of(archive(row(0) + cells))["Fravær"].texts
    assert list(found.values()) == [
        "#NUL!", "#DIVISION/0!", "#VÆRDI!", "#REFERENCE!", "#NAVN?", "#NUM!", "#I/T",
    ]  # fmt: skip


def test_columns_that_are_not_hidden_are_read() -> None:
    columns = record(60, struct.pack("<IIIIH", 3, 4, 0, 0, 0))
    assert cell_flags_of(archive(columns))["Fravær"].hidden_columns == set()
