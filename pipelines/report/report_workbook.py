"""Write the published tables as an Excel workbook, byte-equal for equal tables and date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.report.about import About, Tables
from pipelines.report.data_sheet import DataSheet
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.report.workbook_charts import add_courses
from pipelines.report.workbook_column import Column, Kind
from pipelines.report.workbook_notes import notes
from pipelines.report.workbook_sheets import Sheet, sheets
from pipelines.text.hidden_da import HIDDEN, HIDDEN_MEANS
from schemas.place import place

# Its parts, some megabytes, are put together in memory: files for each would cost more time than packing them.
_OPTIONS = {"in_memory": True}
_FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {},
    "long": {"text_wrap": True, "valign": "top"},
    "whole": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.0"},
    "share": {"num_format": "0%"},
    "day": {"num_format": "dd-mm-yyyy"},
    "moment": {"num_format": "dd-mm-yyyy hh:mm"},
}
_WIDTHS: dict[Kind, tuple[int, int]] = {
    "text": (10, 44),
    "long": (50, 50),
    "day": (12, 12),
    "moment": (17, 17),
}
_SAMPLE = 200
_NOTE = {"author": "", "x_scale": 2}


def write_workbook(path: Path, tables: Tables, about: About) -> None:
    """Write the workbook to `path`."""
    with Workbook(path, _OPTIONS) as book:
        book.set_properties(_properties(about))
        formats = {kind: book.add_format(style) for kind, style in _FORMATS.items()}
        shown = without_hidden(tables)
        indicators = read_indicators(shown, about.day)
        for sheet in sheets(shown, indicators):
            _write(book.add_worksheet(sheet.name, DataSheet), sheet, formats)
        add_courses(book, indicators, formats["number"])
        _write_notes(book, about, shown)
        for page in book.worksheets():
            _prepare_for_print(page, about)


def _properties(about: About) -> dict[str, Any]:
    """Document properties; the creation time is fixed, so that the workbook is reproducible."""
    title = f"{place().alliance}: fælles måling"
    return {
        "title": title,
        "author": "MedVinds sekretariat",
        "created": about.created,
        "comments": about.publication,
    }


def _prepare_for_print(page: Worksheet, about: About) -> None:
    """Print in A4 landscape, as wide as the paper, with the headings and the publication on each page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{place().alliance} · &A&C{about.publication}&RSide &P af &N")


def _write(page: DataSheet, sheet: Sheet, formats: dict[Kind, Format]) -> None:
    """Write a sheet as a table with filters and frozen panes. Excel requires at least one row."""
    page.freeze_panes(1, sheet.frozen)
    headings = [{"header": column.heading, "format": formats[column.kind]} for column in sheet.columns]
    last = max(1, len(sheet.rows)), len(sheet.columns) - 1
    page.add_table(0, 0, *last, {"columns": headings, "style": "Table Style Light 1"})
    for number, column in enumerate(sheet.columns):
        values = column.values(sheet.rows)
        page.set_column(number, number, _width(column, values), formats[column.kind])
        if HIDDEN in values:
            page.write_comment(0, number, HIDDEN_MEANS, _NOTE)
        page.add_column(number, values, formats[column.kind])


def _width(column: Column, values: list[Any]) -> int:
    least, most = _WIDTHS.get(column.kind, (9, 14))
    longest = max((len(value) for value in values[:_SAMPLE] if isinstance(value, str)), default=0)
    return min(most, max(least, longest + 2, len(column.heading) + 4))


def _write_notes(book: Workbook, about: About, tables: Tables) -> None:
    page = book.add_worksheet("Noter")
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 100)
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format(_FORMATS["long"])
    for row, (title, text) in enumerate(notes(about, tables)):
        page.write_string(row, 0, title, bold)
        page.write_string(row, 1, text, wrapped)
