"""The front sheet "Kvittering": the headline, the next steps, and a link to every marked cell."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.intake.receipt.workbook.cell_style import WORDS, put_text
from pipelines.intake.receipt.workbook.marking_plan import TITLE, Mark, Plan

_NAME = "Kvittering"
# Most links; the cells are marked also without a link.
_LINKS = 500
_COPY = (
    "Det her er en kopi. Jeres egen fil er ikke ændret. Formler er erstattet af deres resultat, og diagrammer, "
    "billeder, pivottabeller og makroer er ikke med."
)
_WRAP = Alignment(wrap_text=True, vertical="top")


def remove_old(book: Workbook) -> None:
    """Remove the front sheet of an earlier receipt."""
    for sheet in [s for s in book.worksheets if s["A1"].value == TITLE]:
        book.remove(sheet)


def add_front(book: Workbook, plan: Plan, names: dict[str, str]) -> None:
    """Write the front sheet as the first sheet. `names` maps sheet names of the receipt to the workbook's."""
    sheet: Worksheet = book.create_sheet(_NAME, 0)
    for letter, width in zip("ABC", (26, 84, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    heading, plain = Font(bold=True, size=13), Font(size=11)
    lines = [(TITLE, Font(bold=True, size=18)), (plan.sentence, heading), (plan.about, plain)]
    lines += [("Sådan gør I", heading)]
    lines += [(f"{number}. {step}", plain) for number, step in enumerate(plan.steps, 1)]
    lines += [(_COPY, Font(italic=True, size=11, color="46606B"))]
    lines += [("Om hele filen", heading)] if plan.general else []
    lines += [(text, plain) for text in plan.general]
    for number, (text, font) in enumerate(lines, 1):
        _line(sheet, number, text, font)
    _links(sheet, len(lines) + 2, plan.marks, names)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth = 0, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _line(sheet: Worksheet, number: int, text: str, font: Font) -> None:
    sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=3)
    cell = sheet.cell(number, 1)
    put_text(cell, text)
    cell.alignment = _WRAP
    cell.font = font
    # The height of merged cells is not adjusted automatically: an estimate of the characters per line.
    per_line = 1350 / font.size
    sheet.row_dimensions[number].height = font.size * 1.6 * (1 + len(text) // per_line)


def _links(sheet: Worksheet, first: int, marks: list[Mark], names: dict[str, str]) -> None:
    for column, word in enumerate(("Hvor", "Hvad", "Hvor vigtigt"), 1):
        cell = sheet.cell(first, column, word)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="16303F")
    for number, mark in enumerate(marks[:_LINKS], first + 1):
        place = f"{mark.column or 'A'}{mark.row}"
        shown = place if mark.column else f"række {mark.row}"
        texts = (f"{mark.sheet}, {shown}" if len(names) > 1 else shown, mark.text, WORDS[mark.severity])
        for column, text in enumerate(texts, 1):
            _row_cell(sheet.cell(number, column), text)
        quoted = names[mark.sheet].replace("'", "''")
        sheet.cell(number, 1).hyperlink = Hyperlink(ref=f"A{number}", location=f"'{quoted}'!{place}")
        sheet.cell(number, 1).font = Font(underline="single", color="0B5CAD")
        sheet.row_dimensions[number].height = 16.5 * (1 + len(mark.text) // 88)
    if len(marks) > _LINKS:
        sheet.cell(first + 1 + _LINKS, 2, f"… og {len(marks) - _LINKS} til. De er alle markeret i arket.")


def _row_cell(cell: Any, text: str) -> None:
    put_text(cell, text)
    cell.alignment = _WRAP
    cell.border = Border(bottom=Side("thin", color="D5E0E4"))
