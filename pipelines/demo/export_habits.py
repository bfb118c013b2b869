"""The format of each partner's export: its headers, its notation of cells, its kind of file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.demo import file_writers
from pipelines.demo.code_labels import labels
from pipelines.demo.row_type import Cell, Row

Style = Callable[[Any], Cell]
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True)
class Habit:
    """One partner's export. Styles are by column or else by type; a column without a header is left out."""

    save: Callable[[Path, file_writers.Pages], None]
    headers: Mapping[str, str]
    styles: Mapping[str, Style] = field(default_factory=dict)
    wide_exams: Style | None = None
    sheet_a_month: bool = False

    def write(self, path: Path, title: str, rows: list[Row]) -> None:
        """Write rows as this partner would."""
        parts: dict[str, list[Row]] = {}
        for row in rows:
            parts.setdefault(self._sheet(row), []).append(row)
        self.save(path, {name: self._page(title, part) for name, part in parts.items()})

    def _sheet(self, row: Row) -> str:
        month = row.get("month")
        return month_in_words(month) if self.sheet_a_month and isinstance(month, date) else "Ark1"

    def _page(self, title: str, rows: list[Row]) -> file_writers.Page:
        headers = dict(self.headers)
        if self.wide_exams and "discipline" in rows[0]:
            headers |= {code: str(self.wide_exams(code)) for code in labels("disciplines")}
            rows = _widened(rows)
        columns = [column for column in rows[0] if column in headers]
        written = [self._column(column, [row[column] for row in rows]) for column in columns]
        lines = [list(line) for line in zip(*written, strict=True)]
        return file_writers.Page(title, columns, [headers[column] for column in columns], lines)

    def _column(self, column: str, cells: list[Cell]) -> list[Cell]:
        style = self.styles.get("grade" if column in labels("disciplines") else column)
        return [cell if cell is None else self._cell(style, cell) for cell in cells]

    def _cell(self, style: Style | None, cell: Cell) -> Cell:
        style = style or self.styles.get(type(cell).__name__)
        return style(cell) if style else cell


def _widened(rows: list[Row]) -> list[Row]:
    wide: dict[Cell, Row] = {}
    for row in rows:
        kept = {name: cell for name, cell in row.items() if name not in ("discipline", "grade")}
        wide.setdefault(row["cpr"], kept)[str(row["discipline"])] = row["grade"]
    return list(wide.values())


def month_in_words(month: date) -> str:
    """Format a month as `sep 2025`."""
    return f"{_MONTHS[month.month - 1]} {month.year}"


def with_comma(number: float) -> str:
    """Format a number with a decimal comma, as in every Danish export."""
    return f"{number:g}".replace(".", ",")


def dashed_cpr(cpr: str) -> str:
    """Format a personal number as `010203-5678`."""
    return f"{cpr[:6]}-{cpr[6:]}"


def spaced_cpr(cpr: str) -> str:
    """Format a personal number as `010203 5678`."""
    return f"{cpr[:6]} {cpr[6:]}"


def short_date(day: date) -> str:
    """Format a date as `1.2.25`."""
    return f"{day.day}.{day.month}.{day:%y}"


def long_date(day: date) -> str:
    """Format a date as `01-02-2025`."""
    return f"{day:%d-%m-%Y}"


def short_year(year: int) -> str:
    """Format a school year as `25/26`."""
    return f"{year % 100:02}/{(year + 1) % 100:02}"


def year_and_short(year: int) -> str:
    """Format a school year as `2025/26`."""
    return f"{year}/{(year + 1) % 100:02}"


def both_years(year: int) -> str:
    """Format a school year as `2025/2026`."""
    return f"{year}/{year + 1}"


def as_excel_number(text: str) -> Cell:
    """Return what Excel makes of a text that looks like a number: 02 becomes 2, and a CPR loses its leading zero."""
    return int(text) if text.lstrip("-").isdigit() else text
