"""Split a sheet again whose rows each stand in one cell: every line in quotes, or text pasted into column A."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import replace

from pipelines.intake.reading.delimited_text import DELIMITERS
from pipelines.intake.reading.sheet import Note, Sheet, Unreadable
from pipelines.settings import Limits
from schemas.headers import is_known

_LINE_BREAKS = re.compile(r"[\r\n]+")


def split_again(sheet: Sheet, headers: Collection[str], limits: Limits) -> Sheet:
    """Return the sheet with the cells of each row, where they all stand in its first cell; any other as it is.

    The delimiter is the one by which some row among the first has the most known headers, at least two.
    """
    if not sheet.rows or any(cell.strip() for row in sheet.rows for cell in row[1:]):
        return sheet
    first = [row[0] for row in sheet.rows[: limits.header_rows] if row]
    hits = {
        delimiter: max((_hits(text, delimiter, headers) for text in first), default=0)
        for delimiter in DELIMITERS
    }
    delimiter = max(hits, key=lambda each: hits[each])
    if hits[delimiter] < 2:
        return sheet
    rows = [_split(row[0], delimiter) if row else [] for row in sheet.rows]
    if any(len(row) > limits.columns for row in rows):
        raise Unreadable("too_many_columns")
    return replace(sheet, rows=rows, notes=[*sheet.notes, Note("one_column")])


def _hits(text: str, delimiter: str, headers: Collection[str]) -> int:
    return sum(is_known(cell, headers) for cell in text.split(delimiter))


def _split(text: str, delimiter: str) -> list[str]:
    """Split one row; a line break in it is a space, as it is to whoever reads the cells."""
    return next(csv.reader([_LINE_BREAKS.sub(" ", text)], delimiter=delimiter), [])
