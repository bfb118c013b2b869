"""The style of a marked cell: fill, border and note, so that colour is never the only sign."""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.intake.receipt.workbook.marking_plan import Mark

AUTHOR = "MedVind"
WORDS = {"error": "Skal rettes", "warning": "Se på den"}
_PAINT = {"error": ("F9D0D4", "A01F33"), "warning": ("FCE8C3", "7A4B00")}
# Most columns that are marked in a marked row.
_WIDTH = 40
# Characters that a spreadsheet may read as the start of a formula once the cell is edited.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def mark(sheet: Worksheet, what: Mark) -> None:
    """Mark a cell, or the cells of a row with the note on the first of them."""
    if what.column:
        cells = [_cell(sheet, what.row, column_index_from_string(what.column))]
    else:
        width = max(1, min(sheet.max_column, _WIDTH))
        cells = [_cell(sheet, what.row, column) for column in range(1, width + 1)]
    fill, line = _PAINT[what.severity]
    side = Side("medium", color=line)
    for cell in cells:
        cell.fill = PatternFill("solid", fgColor=fill)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    _note(cells[0], f"{WORDS[what.severity]}: {what.text}")


def _cell(sheet: Worksheet, row: int, column: int) -> Any:
    """Return the cell that can carry the mark: the first one of merged cells."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        merged = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _note(cell: Any, text: str) -> None:
    before = [cell.comment.text] if cell.comment else []
    if any(text in words for words in before):
        return
    words = "\n\n".join([*before, text])
    cell.comment = Comment(words, AUTHOR, height=40 + 20 * (len(words) // 34 + 1), width=280)


def unmark(sheet: Worksheet) -> None:
    """Remove the marks of an earlier receipt from a sheet that is sent again."""
    for cell in cells_of(sheet):
        if cell.comment and cell.comment.author == AUTHOR:
            cell.comment = None
        if str(cell.fill.fgColor.rgb)[-6:] in {fill for fill, _ in _PAINT.values()}:
            cell.fill, cell.border = PatternFill(), Border()


def cells_of(sheet: Worksheet) -> list[Any]:
    """Return the cells that exist; the sheet's dimensions may span millions of empty ones."""
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def put_text(cell: Any, text: str) -> None:
    """Write a text as a text cell, also where it looks like a formula."""
    cell.value = text
    cell.data_type = "s"
    disarm(cell)


def disarm(cell: Any) -> None:
    """Keep a text that looks like a formula from being evaluated, also after the cell is edited."""
    if isinstance(cell.value, str) and cell.value.startswith(_FORMULA):
        cell.data_type = "s"
        cell.quotePrefix = True
