"""Workbooks of Excel 97-2003: what xlrd says of cells, and what is refused."""

from __future__ import annotations

import datetime as dt
import io
import struct
from typing import Any

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from pipelines.intake.reading import xls
from pipelines.intake.reading.sheet import Merged, Reading, Sheet, Unreadable
from pipelines.settings import Limits
from tests.intake.reading import forged_files


def sheet(rows: list[list[Any]], fill: Any = lambda _: None) -> Sheet:
    (found,) = xls.read(forged_files.xls(rows, fill), Limits()).sheets
    return found


def book(fill: Any) -> Reading:
    made, out = xlwt.Workbook(), io.BytesIO()
    fill(made)
    made.save(out)
    return xls.read(out.getvalue(), Limits())


def test_cells_are_read_as_they_are_seen() -> None:
    def fill(table: Any) -> None:
        table.write(1, 0, 0.875, xlwt.easyxf(num_format_str="0.0%"))
        table.write(1, 1, dt.datetime(2026, 9, 5), xlwt.easyxf(num_format_str="dd-mm-yyyy"))
        table.write(1, 2, dt.datetime(2026, 9, 5, 7, 30), xlwt.easyxf(num_format_str="dd-mm-yyyy hh:mm"))
        table.write(1, 3, dt.time(7, 30), xlwt.easyxf(num_format_str="hh:mm"))
        table.write(1, 4, xlwt.Formula("1/0"))
        table.row(1).set_cell_error(5, "#REF!")
        table.write(1, 6, 10_000_000_000.0, xlwt.easyxf(num_format_str="dd-mm-yyyy"))

    found = sheet([["a", 1.5, 0.875, True, False]], fill)
    assert found.rows[0] == ["a", "1,5", "0,8750", "SAND", "FALSK"]
    assert found.rows[1][:4] == ["87,5 %", "2026-09-05", "2026-09-05 07:30:00", "07:30:00"]
    assert found.rows[1][5:] == ["#REFERENCE!", "10000000000"]


def test_dates_counted_from_1904_are_read_right() -> None:
    def fill(made: Any) -> None:
        made.dates_1904 = True
        made.add_sheet("Ark1").write(0, 0, 1, xlwt.easyxf(num_format_str="dd-mm-yyyy"))

    assert book(fill).sheets[0].rows == [["1904-01-02"]]


def test_a_hidden_sheet_is_known_as_one_and_merged_cells_too() -> None:
    def fill(made: Any) -> None:
        made.add_sheet("Elever").write_merge(0, 2, 0, 1, "CPR")
        made.add_sheet("Skjult").write(0, 0, "x")
        made.get_sheet("Skjult").visibility = 1

    first, second = book(fill).sheets
    assert (first.hidden, first.merged) == (False, [Merged(0, 0, 2, 1)])
    assert second.hidden


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(columns=3, rows=2), ""),
        (Limits(columns=2), "too_many_columns"),
        (Limits(rows=1), "too_many_rows"),
    ],
)
def test_more_than_the_limit_is_refused(limits: Limits, code: str) -> None:
    data = forged_files.xls([["a", "b", "c"]] * 2)
    if not code:
        assert xls.read(data, limits).sheets[0].has_data
        return
    with pytest.raises(Unreadable) as problem:
        xls.read(data, limits)
    assert problem.value.code == code


def container(name: str) -> bytes:
    """Return the container of an old Office document whose only stream has this name."""
    out = io.BytesIO()
    XlsDoc().save(out, bytes(4096))
    data, length = out.getvalue(), struct.pack("<H", 2 * len(name) + 2)
    at = data.index("Workbook".encode("utf-16-le"))
    return data[:at] + name.encode("utf-16-le").ljust(64, b"\0") + length + data[at + 66 :]


@pytest.mark.parametrize(
    ("name", "code"),
    [("EncryptedPackage", "protected"), ("WordDocument", "not_a_table"), ("Contents", "broken_workbook")],
)
def test_another_document_and_a_password_are_told_apart(name: str, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        xls.read(container(name), Limits())
    assert problem.value.code == code


# The record after the beginning of the workbook's globals becomes the one that says that the rest is encrypted.
_BEGINNING, _ENCRYPTED = b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x2f\x00"


def test_a_workbook_with_a_password_is_told() -> None:
    data = forged_files.xls([["CPR-nr", "Skole"], ["0101015007", "561001"]])
    after = data.index(_BEGINNING) + 20
    with pytest.raises(Unreadable) as refused:
        xls.read(data[:after] + _ENCRYPTED + data[after + 2 :], Limits())
    assert refused.value.code == "protected"


def test_what_xlrd_cannot_read_is_read_by_the_other_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """xlrd stops at faults that Excel repairs."""
    rows = [["CPR-nr", "Skole"], ["0101015007", "561001"]]
    data = forged_files.xls(rows)

    def stop(_: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr(xls, "_open", stop)
    assert [sheet.rows for sheet in xls.read(data, Limits()).sheets] == [rows]


def entry(name: str, kind: int, right: int = -1, child: int = -1) -> bytes:
    """Return an entry of a container's directory: a storage (kind 1) or an empty stream (kind 2)."""
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBiii", len(text) + 2, kind, 1, -1, right, child)
    return head.ljust(116, b"\0") + struct.pack("<iIi", -2, 0, 0)


def test_a_document_embedded_in_a_workbook_does_not_make_it_one() -> None:
    data = bytearray(forged_files.xls([["CPR-nr", "Skole"], ["0101015007", "561001"]]))
    workbook = data.index("Workbook".encode("utf-16-le"))
    # The second stream of the workbook becomes the storage of a document beside it.
    data[workbook + 72 : workbook + 76] = struct.pack("<i", 2)
    data[workbook + 128 : workbook + 384] = entry("MBD0001", 1, child=3) + entry("WordDocument", 2)
    (found,) = xls.read(bytes(data), Limits()).sheets
    assert found.rows == [["CPR-nr", "Skole"], ["0101015007", "561001"]]
