"""Write a marked workbook from the text of sheets: for CSV and every format that openpyxl does not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.intake.receipt.workbook.cell_style import mark, put_text
from pipelines.intake.receipt.workbook.front_sheet import add_front
from pipelines.intake.receipt.workbook.marking_plan import Plan

_NO_NAME = "Jeres rækker"
_WIDEST = 40
_LONGEST = 32_000


def rebuild(sheets: Iterable[tuple[str, Sequence[Sequence[str]], int]], plan: Plan, target: Path) -> None:
    """Write sheets of (name, rows, header row) with their marks. Every cell is a text, unchanged."""
    book = Workbook()
    book.remove(book.active)
    made = {name: _sheet(book, name, rows, header) for name, rows, header in sheets}
    for planned in plan.marks:
        mark(made[planned.sheet], planned)
    add_front(book, plan, {name: sheet.title for name, sheet in made.items()})
    book.save(target)


def _sheet(book: Workbook, name: str, rows: Sequence[Sequence[str]], header: int) -> Worksheet:
    sheet: Worksheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", "_", name)[:31] or _NO_NAME)
    for number, cells in enumerate(rows, 1):
        for place, text in enumerate(cells, 1):
            if text:
                _write(sheet, number, place, text)
    for cell in sheet[header + 1]:
        cell.font = Font(bold=True)
    _widths(sheet, rows[header : header + 100])
    sheet.freeze_panes = f"A{header + 2}"
    return sheet


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    cell.number_format = "@"
    put_text(cell, ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST])


def _widths(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for place in range(max(map(len, rows), default=0)):
        longest = max((len(row[place]) for row in rows if place < len(row)), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 3, 9), _WIDEST)
