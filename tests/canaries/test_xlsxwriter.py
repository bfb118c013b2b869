"""XlsxWriter: what a `DataSheet` uses of a worksheet beside its interface, and how XlsxWriter writes a cell.

If this fails, the workbook of a publication cannot be written, or Excel calls it broken
(`pipelines/report/data_sheet.py`).
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from pipelines.report.data_sheet import DataSheet

_TEXTS = ["b", "a & <b>", None, "b", " a\n", "=1+1", "", "\x01_x0001_", "æ" * 40_000, "<r>"]
_NUMBERS = [1, None, 0.1 + 0.2, -2.5e-7, 1e20, 0, True, 12_345_678.9, 1, 2]
_DAYS = [date(2026, 1, 1), None, date(1900, 1, 1), date(1900, 3, 1), *[date(2026, 1, 2)] * 6]
_MOMENTS = [datetime(2026, 1, 1, 12, 30, 15, 250_000), datetime(2026, 1, 1), *[None] * 8]
_COLUMNS: list[tuple[list[Any], dict[str, str]]] = [
    (_TEXTS, {}),
    (_NUMBERS, {"num_format": "#,##0.0"}),
    (_DAYS, {"num_format": "dd-mm-yyyy"}),
    (_MOMENTS, {"num_format": "dd-mm-yyyy hh:mm"}),
    ([None] * 10, {"bold": "1"}),
]
# An attribute of rows that Excel does without.
_SPANS = re.compile(rb' spans="[\d:]+"')


def test_columns_are_the_same_bytes_as_cells_that_xlsxwriter_writes(tmp_path: Path) -> None:
    for path, by_columns in ((tmp_path / "cells.xlsx", False), (tmp_path / "columns.xlsx", True)):
        _write(path, by_columns)
    assert _parts(tmp_path / "columns.xlsx") == _parts(tmp_path / "cells.xlsx")


def _write(path: Path, by_columns: bool) -> None:
    with Workbook(path, {"strings_to_formulas": False}) as book:
        for name in ("A", "B"):
            page = book.add_worksheet(name, DataSheet if by_columns else None)
            page.add_table(0, 0, len(_TEXTS), len(_COLUMNS) - 1, {"style": "Table Style Light 1"})
            page.write_comment(0, 1, "ikke 0")
            for column, (values, style) in enumerate(_COLUMNS):
                look = book.add_format(style)
                page.set_column(column, column, 12, look)
                if by_columns:
                    page.add_column(column, values, look)
                else:
                    _write_cells(page, column, values, look)


def _write_cells(page: Any, column: int, values: list[Any], look: Any) -> None:
    for row, value in enumerate(values, start=1):
        if isinstance(value, date):
            page.write_datetime(row, column, value, look)
        elif isinstance(value, str) and value:
            page.write_string(row, column, value, look)
        elif value is not None and value != "":
            page.write_number(row, column, value, look)


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        parts = {name: _SPANS.sub(b"", archive.read(name)) for name in archive.namelist()}
    # It says when it was written.
    parts.pop("docProps/core.xml")
    return parts
