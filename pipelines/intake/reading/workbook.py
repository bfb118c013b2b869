"""Read Excel and OpenDocument workbooks through calamine, cell by cell, as a Danish reader would see them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipelines.intake.reading.sheet import Reading, Sheet, Unreadable
from pipelines.intake.values.cpr import SHAPE
from pipelines.settings import Limits


def read(path: Path, limits: Limits) -> Reading:
    """Read every worksheet. Raises Unreadable for protected, broken, oversized files and for other zip files."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        _check_zip(data, limits)
    elif "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("protected")
    try:
        return Reading(_sheets(data, limits), "Excel-fil" if data.startswith(b"PK") else "ældre Excel-fil")
    except Unreadable:
        raise
    except BaseException as problem:
        # A Rust panic is no Exception; Ctrl-C must still stop the run.
        if isinstance(problem, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Unreadable("broken_workbook") from None


def _check_zip(data: bytes, limits: Limits) -> None:
    """Refuse by the zip's own directory, before anything is unpacked."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Unreadable("broken_workbook") from None
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > limits.unpacked_bytes or unpacked > limits.zip_ratio * max(packed, 1):
        raise Unreadable("too_large_unpacked")
    names = {member.filename for member in members}
    if not any(name.startswith("xl/workbook") for name in names) and "content.xml" not in names:
        raise Unreadable("not_a_table")


def _sheets(data: bytes, limits: Limits) -> list[Sheet]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [
        _sheet(book, number, meta.name, meta.visible != SheetVisibleEnum.Visible, limits)
        for number, meta in enumerate(book.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet
    ]


def _sheet(book: CalamineWorkbook, number: int, name: str, hidden: bool, limits: Limits) -> Sheet:
    sheet = book.get_sheet_by_index(number)
    # The reader's totals are the last column and row, counted from 0.
    if sheet.total_width >= limits.columns:
        raise Unreadable("too_many_columns")
    if sheet.total_height >= limits.rows:
        raise Unreadable("too_many_rows")
    rows = sheet.to_python(skip_empty_area=False)
    # The name goes into receipts and stored rows; a personal number in it does not.
    safe = f"Fane {number + 1}" if SHAPE.search(name) else name
    return Sheet(safe, [[cell_text(cell) for cell in row] for row in rows], hidden)


def cell_text(cell: Any) -> str:
    """A stored cell as text that our own rules read back exactly: Danish decimals, ISO dates.

    A number's decimal sign is written as a comma, so that 1.234 is never taken for a thousand.
    """
    if isinstance(cell, bool):
        return "SAND" if cell else "FALSK"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell).replace(".", ",")
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)
