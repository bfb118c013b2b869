"""Read Excel workbooks cell by cell, as shown in a Danish Excel. Macros and formulas are never run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from pipelines.intake.reading import ooxml, xlsb
from pipelines.intake.reading.cell_flags import CellFlags
from pipelines.intake.reading.cell_text import row_text
from pipelines.intake.reading.column_rows import ColumnRows
from pipelines.intake.reading.ooxml_strings import has_escapes, unescaped
from pipelines.intake.reading.sheet import Merged, Reading, Sheet, Unreadable
from pipelines.settings import Limits


def read(data: bytes, limits: Limits, archive: zipfile.ZipFile | None = None) -> Reading:
    """Read every worksheet. `archive` is the opened zip file of newer workbooks.

    Raises Unreadable for protected, broken and oversized workbooks.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if len(book.sheets_metadata) > limits.sheets:
            raise Unreadable("too_many_sheets")
        flags = (ooxml.cell_flags_of(archive) or xlsb.cell_flags_of(archive)) if archive else {}
        sheets = _sheets(book, flags, limits)
        if has_escapes(archive):
            sheets = [replace(sheet, rows=_changed(sheet.rows, unescaped)) for sheet in sheets]
        return Reading(sheets, "Excel-fil" if archive else "ældre Excel-fil")
    except (Unreadable, MemoryError, RecursionError):
        raise
    except PasswordError:
        raise Unreadable("protected") from None
    except BaseException as problem:
        # A panic in Rust is not an Exception subclass; Ctrl-C must still stop the run.
        if isinstance(problem, KeyboardInterrupt | SystemExit):
            raise
        raise Unreadable("broken_workbook") from None


def _sheets(book: CalamineWorkbook, flags: dict[str, CellFlags], limits: Limits) -> list[Sheet]:
    return [
        _sheet(
            book.get_sheet_by_index(number),
            meta.visible != SheetVisibleEnum.Visible,
            flags.get(meta.name),
            limits,
        )
        for number, meta in enumerate(book.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet
    ]


def _sheet(sheet: CalamineSheet, hidden: bool, flags: CellFlags | None, limits: Limits) -> Sheet:
    # calamine's totals are the last column and row, counted from 0.
    if sheet.total_width >= limits.columns:
        raise Unreadable("too_many_columns")
    if sheet.total_height >= limits.rows:
        raise Unreadable("too_many_rows")
    cells = sheet.to_python(skip_empty_area=False)
    merged = [Merged(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    if not flags and cells and cells[0]:
        return Sheet(sheet.name, ColumnRows.of(cells), hidden, [], merged)
    rows = [row_text(row) for row in cells]
    notes = flags.apply(rows) if flags else []
    if any(len(row) > limits.columns for row in rows):
        raise Unreadable("too_many_columns")
    return Sheet(sheet.name, rows, hidden, notes, merged)


def _changed(rows: Sequence[list[str]], change: Callable[[str], str]) -> Sequence[list[str]]:
    return rows.changed(change) if isinstance(rows, ColumnRows) else [list(map(change, row)) for row in rows]
