"""The template's sheets for human readers only: guide, example and codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.intake.guides.column_guide import Field
from schemas.contract import Feed

_CODES = "Koder"
_WRAP = Alignment(wrap_text=True, vertical="top")
_HEADING = Font(bold=True, size=14)


def add_guide(book: Workbook, feed: Feed, fields: list[Field], constants: Mapping[str, str]) -> None:
    """Write one line for every column: its name, whether it is required, and how it is written."""
    sheet = _sheet(book, "Vejledning", (30, 16, 70, 40))
    _text(sheet, 1, f"Sådan udfylder I {feed.title}", _HEADING)
    _text(sheet, 2, feed.description)
    _text(
        sheet,
        3,
        "Skriv på den første fane, en række for hver linje, lige under overskrifterne. De mørke skal med.",
    )
    _text(sheet, 4, "Kun den første fane læses. Flere kolonner bliver slettet ved modtagelsen.")
    _row(sheet, 6, ("Overskrift", "Skal den med?", "Sådan skriver I", "Kan også hedde"), bold=True)
    for number, (title, field) in enumerate(zip(_lettered(fields), fields, strict=True), 7):
        also = f"eller {', '.join(field.aliases)}" if field.aliases else ""
        how = field.how + (f" Se fanen {_CODES}." if field.codes else "")
        _row(sheet, number, (title, "ja" if field.required else "nej", how, also))
    agreed = [(feed.columns[name].title, text) for name, text in constants.items() if name in feed.columns]
    for number, (title, text) in enumerate(agreed, 8 + len(fields)):
        _text(sheet, number, f"{title} er {text} i alle rækker. Det er aftalt og skal ikke skrives.")


def _lettered(fields: list[Field]) -> list[str]:
    """Return headers with their letters, so that they are found easily and match no feed's header row."""
    return [f"{get_column_letter(place)} · {field.title}" for place, field in enumerate(fields, 1)]


def add_example(book: Workbook, feed: Feed, fields: list[Field]) -> None:
    """Write an example of a filled row."""
    sheet = _sheet(book, "Eksempel", [max(16, len(field.title) + 8) for field in fields])
    _text(sheet, 1, f"Eksempel på en udfyldt række i {feed.title}", _HEADING)
    _text(sheet, 2, "Personen findes ikke. Fanen her læses ikke, og I kan lade den stå.")
    _row(sheet, 4, _lettered(fields), bold=True)
    _row(sheet, 5, [field.example for field in fields])


def add_codes(book: Workbook, fields: list[Field]) -> dict[str, str]:
    """Write the choices of each column below each other; return their cell ranges by the column's title."""
    chosen = [field for field in fields if field.choices]
    if not chosen:
        return {}
    sheet = _sheet(book, _CODES, [36] * len(chosen))
    found = {}
    for place, field in enumerate(chosen, 1):
        _fill(sheet, 1, place, f"Valg til {field.title}", bold=True)
        for row, choice in enumerate(field.choices, 2):
            _fill(sheet, row, place, choice)
        letter = get_column_letter(place)
        found[field.title] = f"{quote_sheetname(_CODES)}!${letter}$2:${letter}${len(field.choices) + 1}"
    return found


def _sheet(book: Workbook, name: str, widths: Sequence[int]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.sheet_properties.tabColor = "B9C8CF"
    return sheet


def _text(sheet: Worksheet, row: int, text: str, font: Font | None = None) -> None:
    cell = sheet.cell(row, 1, text)
    if font:
        cell.font = font


def _row(sheet: Worksheet, row: int, texts: Sequence[str], bold: bool = False) -> None:
    for place, text in enumerate(texts, 1):
        _fill(sheet, row, place, text, bold)


def _fill(sheet: Worksheet, row: int, column: int, text: str, bold: bool = False) -> None:
    cell = sheet.cell(row, column)
    cell.value, cell.data_type, cell.number_format = text, "s", "@"
    cell.alignment = _WRAP
    if bold:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DFE8EC")
