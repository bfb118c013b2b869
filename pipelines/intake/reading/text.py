"""Read CSV, TSV and other delimited text, whatever its encoding, delimiter and quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from pipelines.intake.reading.encoding import decode
from pipelines.intake.reading.sheet import Reading, Sheet, Unreadable
from pipelines.settings import Limits
from schemas.contract import fold

DELIMITERS = {";": "semikolon", ",": "komma", "\t": "tabulator", "|": "lodret streg"}
_SEP_LINE = re.compile(r"^\"?sep=(.)\"?\r?\n", re.IGNORECASE)
_SAMPLE_RECORDS = 200


def read(path: Path, headers: Collection[str], limits: Limits) -> Reading:
    """Read a text file as one sheet. A first line `sep=;` is not a row, as Excel does not show it as one.

    Raises Unreadable for binary content and for more columns or rows than the limits.
    """
    text, encoding = decode(path.read_bytes())
    declared = _SEP_LINE.match(text)
    body = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter(body, headers, limits)
    rows = _records(body, delimiter)
    if len(rows) > limits.rows:
        raise Unreadable("too_many_rows")
    if any(len(row) > limits.columns for row in rows):
        raise Unreadable("too_many_columns")
    named = DELIMITERS.get(delimiter, "andet skilletegn")
    return Reading([Sheet("", rows)], f"tekstfil ({encoding}, adskilt af {named})")


def _records(text: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [row for _, row in zip(range(most), reader, strict=False)] if most else list(reader)
    except csv.Error:
        raise Unreadable("not_a_table") from None


def _delimiter(text: str, headers: Collection[str], limits: Limits) -> str:
    """The delimiter that gives most recognised headers, then the most constant width."""
    return max(DELIMITERS, key=lambda delimiter: _vote(text, delimiter, headers, limits))


def _vote(text: str, delimiter: str, headers: Collection[str], limits: Limits) -> tuple[int, float, int]:
    try:
        sample = [row for row in _records(text, delimiter, _SAMPLE_RECORDS) if any(row)]
    except Unreadable:
        return (0, 0.0, 0)
    widths = Counter(len(row) for row in sample)
    width, seen = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    hits = [sum(fold(cell) in headers for cell in row) for row in sample[: limits.header_rows]]
    return (max(hits, default=0), seen / max(len(sample), 1) if width > 1 else 0.0, width)
