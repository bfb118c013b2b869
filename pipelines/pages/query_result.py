"""The result of a query, and its conversion to CSV, JSON, Markdown and Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.text import danish

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_CELL = 32_767


@dataclass(frozen=True)
class QueryResult:
    """The result of a query. `numeric`: names of the numeric columns; `cut`: whether rows beyond the limit were left
    out; `empty`: the Danish text for an empty number, where the query defines one."""

    names: Sequence[str]
    rows: Sequence[Sequence[Any]]
    numeric: frozenset[str] = frozenset()
    cut: bool = False
    empty: str = ""

    def is_number(self, place: int) -> bool:
        """Whether a column is numeric, also where all its cells are empty."""
        return self.names[place] in self.numeric


def is_number(value: Any) -> bool:
    """Whether a value is a number; booleans are not."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def text(value: Any) -> str:
    """Format a value in Danish notation."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float | Decimal):
        return danish.decimal(value, 2)
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H.%M}"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def as_csv(answer: QueryResult) -> bytes:
    """Return the result as CSV: UTF-8, comma as separator, decimal point, ISO dates.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_of_csv(_plain(value)) for value in row] for row in (answer.names, *answer.rows))
    return out.getvalue().encode("utf-8")


def as_json(answer: QueryResult) -> bytes:
    """Return the result as a JSON list of objects."""
    rows = [dict(zip(answer.names, map(_plain, row), strict=True)) for row in answer.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n").encode("utf-8")


def as_markdown(answer: QueryResult) -> bytes:
    """Return the result as a Markdown table in Danish notation."""
    lines = [list(answer.names), ["---"] * len(answer.names)]
    lines += [[text(value).replace("|", "\\|").replace("\n", " ") for value in row] for row in answer.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines).encode("utf-8")


def as_xlsx(answer: QueryResult) -> bytes:
    """Return the result as a workbook of one sheet, in which no text becomes a formula or a link."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(out, options | {"remove_timezone": True, "nan_inf_to_errors": True}) as book:
        page = book.add_worksheet("Svar")
        page.freeze_panes(1, 0)
        page.write_row(0, 0, answer.names, book.add_format({"bold": True}))
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for place, row in enumerate(answer.rows, start=1):
            _write(page, place, row, day)
        page.autofit()
    return out.getvalue()


def _write(page: Worksheet, place: int, row: Sequence[Any], day: Any) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            page.write_datetime(place, column, value, day)
        elif isinstance(value, bool) or not is_number(value):
            page.write_string(place, column, _of_cell(text(value))) if value is not None else None
        else:
            page.write_number(place, column, value)


def _of_cell(said: str) -> str:
    """A text as long as a cell of Excel can hold; what is longer would be left out."""
    return said if len(said) <= _MOST_CELL else f"{said[: _MOST_CELL - 1]}…"


def _of_csv(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # Python leaves a lone carriage return without quotes, and readers take it for the end of the line.
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{lines}" if value.startswith(_FORMULA) else lines


def _plain(value: Any) -> Any:
    """Convert a value to a plain JSON or CSV value."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date | time) else value


# By file extension: the MIME type and the function that writes it.
FILES: Mapping[str, tuple[str, Callable[[QueryResult], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json", as_json),
    "markdown": ("text/markdown; charset=utf-8", as_markdown),
}
