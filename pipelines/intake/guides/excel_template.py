"""Write the Excel template of a feed: a sheet to fill in, a guide, an example and the codes.

Only the first sheet is read when it is sent: the headers of the others match no feed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.intake.guides.column_guide import Field, fields_of
from pipelines.intake.guides.template_notes import add_codes, add_example, add_guide
from schemas.contract import Feed
from schemas.kinds import Kind

_LAST_ROW = 5000
_NUMBERS = {Kind.DECIMAL: "General", Kind.PERCENT: "General", Kind.INTEGER: "0", Kind.DATE: "dd-mm-yyyy"}
_REQUIRED, _OPTIONAL = PatternFill("solid", fgColor="16303F"), PatternFill("solid", fgColor="46606B")


def sheet_name(feed: Feed) -> str:
    """Return the feed's title as a valid sheet name."""
    return feed.title[:31]


def write_template(
    feed: Feed, path: Path | BinaryIO, constants: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Write the template to a path or an open file.

    A partner's `constants`, by column, are said in the guide and have no column to fill in.
    """
    book, fields = Workbook(), [f for f in fields_of(feed) if f.name not in constants]
    sheet = book.active
    sheet.title = sheet_name(feed)
    add_guide(book, feed, fields, constants)
    add_example(book, feed, fields)
    lists = add_codes(book, fields)
    for place, field in enumerate(fields, 1):
        _column(sheet, place, field, lists.get(field.title))
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    book.properties.creator = "MedVind"
    book.save(path)


def _column(sheet: Worksheet, place: int, field: Field, choices: str | None) -> None:
    """Write a column's header, and the format and choices of the cells below it."""
    letter = get_column_letter(place)
    cell = sheet.cell(1, place, field.title)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _REQUIRED if field.required else _OPTIONAL
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = Border(right=Side("thin", color="FFFFFF"))
    sheet.column_dimensions[letter].width = max(14, len(field.title) + 4)
    # Text format keeps the leading zero of a CPR number, a class 7-9 and a school year as they are typed.
    sheet.column_dimensions[letter].number_format = _NUMBERS.get(field.kind, "@")
    rule = _rule(field, choices)
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(rule)


def _rule(field: Field, choices: str | None) -> DataValidation:
    """Return a drop-down where there are choices, with a hint in any case. It warns but allows other values."""
    rule = DataValidation(type="list" if choices else None, formula1=choices, allow_blank=True)
    rule.errorStyle = "warning"
    rule.errorTitle, rule.error = field.title[:32], "Det står ikke på listen. Vil I skrive det alligevel?"
    rule.promptTitle = field.title[:32]
    rule.prompt = f"{'Skal udfyldes. ' if field.required else ''}{field.how}"[:255]
    rule.showInputMessage = rule.showErrorMessage = True
    return rule
