"""Read Excel files from before 2007 with xlrd, which gives errors, hidden rows and percentages (calamine does not)."""

from __future__ import annotations

import io
from typing import Any, Literal

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, error_text_from_code
from xlrd.compdoc import CompDoc

from pipelines.intake.reading import excel_workbook
from pipelines.intake.reading.cell_flags import CellFlags
from pipelines.intake.reading.cell_text import cell_text, moment_text, number_text, percent_text
from pipelines.intake.reading.sheet import Merged, Reading, Sheet, Unreadable
from pipelines.intake.values.excel_errors import danish_error
from pipelines.settings import Limits

_ENCRYPTED = "EncryptedPackage"
_OTHER_DOCUMENTS = {"WordDocument", "PowerPoint Document"}


def read(data: bytes, limits: Limits) -> Reading:
    """Read every worksheet. Raises Unreadable for protected, broken and oversized files."""
    streams = _streams(data)
    if _ENCRYPTED in streams:
        raise Unreadable("protected")
    if streams & _OTHER_DOCUMENTS:
        raise Unreadable("not_a_table")
    try:
        book = _open(data)
    except (MemoryError, RecursionError):
        raise
    except Exception as problem:
        # xlrd may raise anything on a broken file; what calamine can read of it is used.
        if "ncrypt" in str(problem):
            raise Unreadable("protected") from None
        return excel_workbook.read(data, limits)
    return Reading([_sheet(sheet, limits) for sheet in book.sheets()], "ældre Excel-fil")


def _streams(data: bytes) -> set[str]:
    """Return the names of the streams of the file itself, without those of documents embedded in it."""
    try:
        directory = CompDoc(data, logfile=io.StringIO()).dirlist
        return {directory[number].name for number in directory[0].children}
    except (MemoryError, RecursionError):
        raise
    except Exception:
        # A bare stream of an old version, or a broken file.
        return {name for name in (_ENCRYPTED, *_OTHER_DOCUMENTS) if name.encode("utf-16-le") in data}


def _open(data: bytes) -> Any:
    # xlrd's messages about the file's faults are discarded. With ragged rows a stray cell far out costs only itself.
    return xlrd.open_workbook(
        file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    )


def _sheet(sheet: Any, limits: Limits) -> Sheet:
    if sheet.ncols > limits.columns:
        raise Unreadable("too_many_columns")
    if sheet.nrows > limits.rows:
        raise Unreadable("too_many_rows")
    percent = _percent_styles(sheet.book)
    rows = [[_text(cell, sheet.book, percent) for cell in sheet.row(row)] for row in range(sheet.nrows)]
    flags = CellFlags(
        hidden_rows={row for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column for column, info in sheet.colinfo_map.items() if info.hidden},
    )
    merged = [Merged(top, left, end - 1, last - 1) for top, end, left, last in sheet.merged_cells]
    return Sheet(sheet.name, rows, sheet.visibility != 0, flags.apply(rows), merged)


def _percent_styles(book: Any) -> set[int]:
    formats = {key for key, found in book.format_map.items() if "%" in (found.format_str or "")}
    return {number for number, style in enumerate(book.xf_list) if style.format_key in formats}


def _text(cell: Any, book: Any, percent: set[int]) -> str:
    if cell.ctype == XL_CELL_NUMBER:
        return percent_text(cell.value) if cell.xf_index in percent else number_text(cell.value)
    if cell.ctype == XL_CELL_DATE:
        return _date(cell.value, book.datemode)
    if cell.ctype == XL_CELL_BOOLEAN:
        return cell_text(bool(cell.value))
    if cell.ctype == XL_CELL_ERROR:
        return danish_error(error_text_from_code.get(cell.value, ""))
    return str(cell.value)


def _date(serial: float, datemode: Literal[0, 1]) -> str:
    if 0 <= serial < 1:
        return cell_text(xlrd.xldate_as_datetime(serial, datemode).time())
    try:
        return moment_text(xlrd.xldate_as_datetime(serial, datemode))
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return number_text(serial)
