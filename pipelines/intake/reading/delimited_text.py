"""Read CSV, TSV and other delimited text in any encoding, with any delimiter and quotes."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from pipelines.intake.reading.csv_records import split
from pipelines.intake.reading.encoding import decode
from pipelines.intake.reading.sheet import Note, Reading, Sheet, Unreadable
from pipelines.settings import Limits
from schemas.headers import is_known

DELIMITERS = {";": "semikolon", ",": "komma", "\t": "tabulator", "|": "lodret streg", "¤": "¤"}
_SEP_LINE = re.compile(r"^\"?sep=(.)\"?(?:\r\n|\n|\r)", re.IGNORECASE)
_SAMPLE = 100_000
_CURLY = str.maketrans("“”„‟", '""""')

csv.field_size_limit(sys.maxsize)


def read(path: Path, headers: Collection[str], limits: Limits) -> Reading:
    """Read a text file as one sheet, as `read_bytes` does."""
    return read_bytes(path.read_bytes(), headers, limits)


def read_bytes(data: bytes, headers: Collection[str], limits: Limits) -> Reading:
    """Read text as one sheet. A first line `sep=;` is not counted as a row, as in Excel.

    Raises Unreadable for binary content and for more columns or rows, or longer lines, than the limits.
    """
    if _has_longer_line(data, limits.line_bytes):
        raise Unreadable("line_too_long")
    text, encoding = decode(data)
    # One name for the text throughout: a file may be so large that a second copy of it is too many.
    declared, text = _declared(text)
    delimiter, notes = (declared, []) if declared else _delimiter(text, headers, limits)
    text, quote = _quoting(_without_text_marks(text, delimiter), delimiter)
    rows, strays = split(text, delimiter, quote, limits.line_bytes)
    if len(rows) > limits.rows:
        raise Unreadable("too_many_rows")
    if any(len(row) > limits.columns for row in rows):
        raise Unreadable("too_many_columns")
    if b"\x00" in data and encoding != "UTF-16":
        notes.append(Note("nul_dropped", times=data.count(b"\x00")))
    sheet = Sheet("", rows, notes=notes + strays, unfinished=not text.endswith(("\n", "\r")))
    return Reading([sheet], read_as(encoding, delimiter))


def _declared(text: str) -> tuple[str | None, str]:
    """Return the delimiter that a first line declares, and the text below that line."""
    found = _SEP_LINE.match(text)
    return (found[1], text[found.end() :]) if found else (None, text)


def _has_longer_line(data: bytes, most: int) -> bool:
    """Say whether a line has more bytes than `most`, before decoding, which takes several times its size."""
    start = 0
    while len(data) - start > most:
        end = max(data.rfind(sign, start, start + most) for sign in (b"\n", b"\r"))
        if end < 0:
            return True
        start = end + 1
    return False


def _without_text_marks(text: str, delimiter: str) -> str:
    """Return the text with cells such as `="0101124321"` without the mark that keeps Excel from reading a number."""
    if '="' not in text:
        return text
    between = re.escape(delimiter)
    return re.sub(rf'(^|{between})="([^"\r\n]*)"(?={between}|\r|$)', r"\1\2", text, flags=re.MULTILINE)


def read_as(encoding: str, delimiter: str) -> str:
    """Return the receipt's description of how a text file was read."""
    return f"tekstfil ({encoding}, adskilt af {DELIMITERS.get(delimiter, 'andet skilletegn')})"


def delimiter_of(beginning: str, headers: Collection[str], limits: Limits) -> str | None:
    """Return the delimiter of a text without double quotes, by its beginning; None where it is in doubt."""
    delimiter, notes = _delimiter(beginning, headers, limits)
    doubt = notes or _SEP_LINE.match(beginning) or _quoting(beginning, delimiter)[1] != '"'
    return None if doubt else delimiter


def _delimiter(text: str, headers: Collection[str], limits: Limits) -> tuple[str, list[Note]]:
    """Return the delimiter with the most recognised headers, then the most constant width.

    A note is added where another delimiter gives a constant width and the chosen one does not.
    """
    votes = {delimiter: _vote(_sample(text), delimiter, headers, limits) for delimiter in DELIMITERS}
    chosen = max(votes, key=lambda delimiter: votes[delimiter])
    steady = max(votes, key=lambda delimiter: votes[delimiter][1:])
    doubt = votes[chosen][1] < 0.8 and votes[steady][1] > 0.95 and votes[steady][2] >= votes[chosen][2]
    return chosen, [Note("delimiter_doubt")] if doubt else []


def _sample(text: str) -> str:
    """Return the beginning of the text, up to the end of a line where it has one."""
    sample = text[:_SAMPLE]
    line_end = max(sample.rfind("\n"), sample.rfind("\r")) + 1
    return sample if len(text) <= _SAMPLE else sample[:line_end] or sample


def _vote(text: str, delimiter: str, headers: Collection[str], limits: Limits) -> tuple[int, float, int]:
    content, quote = _quoting(text, delimiter)
    sample = [row for row in split(content, delimiter, quote)[0] if any(row)]
    widths = Counter(len(row) for row in sample)
    width, seen = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    hits = [sum(is_known(cell, headers) for cell in row) for row in sample[: limits.header_rows]]
    return (max(hits, default=0), seen / max(len(sample), 1) if width > 1 else 0.0, width)


def _quoting(text: str, delimiter: str) -> tuple[str, str]:
    """Return the text with curly quotes made straight, and its quote: ' where it surrounds every header, else a
    double one."""
    first = next((line for line in _sample(text).splitlines() if delimiter in line), "")
    cells = [cell.strip() for cell in first.split(delimiter)]
    if len(cells) > 1 and all(len(c) > 1 and c[0] in "“„”" and c[-1] in "”“‟" for c in cells):
        return text.translate(_CURLY), '"'
    single = len(cells) > 1 and all(len(c) > 1 and c[0] == c[-1] == "'" for c in cells)
    return text, "'" if single else '"'
