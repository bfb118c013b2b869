"""Split delimited text into rows. An unclosed quote affects its own line only, never the rest of the file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.intake.reading.sheet import Note
from pipelines.settings import Limits

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_LINE_END = re.compile(r"(\r\n|\n|\r)")
# A quoted cell with more lines than this is an unclosed quote.
_MOST_LINES = 50
_SAMPLE_LINES = 200


def split(
    text: str, delimiter: str, quote: str = '"', most: int = Limits.line_bytes
) -> tuple[list[list[str]], list[Note]]:
    """Return the rows, and a note for each with stray quotes. A quoted cell of several lines loses lines where its row
    has more than `most` characters, which no row of cells of the permitted length has.
    """
    # Some programs write two carriage returns at the end of each line.
    text = text.replace("\r\r\n", "\r\n")
    if quote in text and (rows := _split_strictly(text, delimiter, quote, most)):
        return rows, []
    parts = _LINE_END.split(text)
    lines, ends = parts[::2], parts[1::2]
    if not lines[-1]:
        lines.pop()
    if quote not in text:
        return [line.split(delimiter) if line else [] for line in lines], []
    splitter = _Splitter(lines, ends, delimiter, quote)
    return list(splitter.rows()), splitter.notes


def _split_strictly(text: str, delimiter: str, quote: str, most: int) -> list[list[str]] | None:
    """Return the rows where every quote surrounds a cell and all rows have the same width, else None."""
    lines, rows = _Lines(text, quote, most), []
    try:
        for row in csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True):
            rows.append(row)
            lines.length = 0
    except csv.Error:
        return None
    same_width = len({len(row) for row in rows if row}) == 1
    return rows if same_width and not any(quote in cell for row in rows for cell in row) else None


@dataclass
class _Lines:
    """The lines of a text with their ends, for csv.reader, which takes four bytes for each character of a cell.

    `length` is that of the row so far, which its reader sets to 0. Once it is over `most`, lines without a quote are
    left out: they are within a quoted cell. A StringIO would take four bytes for each character of the whole text.
    """

    text: str
    quote: str
    most: int
    length: int = 0

    def __iter__(self) -> Iterator[str]:
        for found in _LINE.finditer(self.text):
            line = found[0]
            if self.length <= self.most or self.quote in line:
                self.length += len(line)
                yield line


@dataclass
class _Splitter:
    """Split lines of which some have quotes. `ends` are the line ends, which are kept inside quotes."""

    lines: list[str]
    ends: list[str]
    delimiter: str
    quote: str
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        d, q = re.escape(self.delimiter), re.escape(self.quote)
        whole = f"{q}(?:[^{q}]++|{q}{q})*+{q}"
        cell = f"(?:{whole}|[^{q}{d}]*+)"
        self._proper = re.compile(f"{cell}(?:{d}{cell})*+")
        self._opens = re.compile(f"(?:{cell}{d})*+{q}(?:[^{q}]++|{q}{q})*+")
        self._loose = re.compile(rf"[ ]*{q}(.*?)(?<!\\){q}[ ]*(?={d}|\Z)|([^{d}]*)", re.DOTALL)
        counted = Counter(line.count(self.delimiter) for line in self.lines[:_SAMPLE_LINES] if line)
        self._usual = max((n for n, _ in counted.most_common(1)), default=0)

    def rows(self) -> Iterator[list[str]]:
        """Yield each row, of one or several lines."""
        number = start = 0
        while start < len(self.lines):
            number += 1
            line, used = self._record(start)
            start += used
            if self.quote not in line:
                yield line.split(self.delimiter) if line else []
            elif self._proper.fullmatch(line):
                yield next(csv.reader([line], delimiter=self.delimiter, quotechar=self.quote))
            else:
                yield self._split_loosely(line, number)

    def _record(self, start: int) -> tuple[str, int]:
        """Return the text of a row and its number of lines: several where a quote is open at a line's end."""
        line = joined = self.lines[start]
        if self.quote not in line or not self._opens.fullmatch(line) or self._proper.fullmatch(line):
            return line, 1
        for count in range(2, min(_MOST_LINES, len(self.lines) - start) + 1):
            last = self.lines[start + count - 1]
            joined += self.ends[start + count - 2] + last
            if self.quote in last and self._proper.fullmatch(joined):
                return joined, count
            if 0 < self._usual <= last.count(self.delimiter):
                # A complete row of its own, so the quote before it was never closed.
                break
        return line, 1

    def _split_loosely(self, line: str, number: int) -> list[str]:
        """Split a line where quotes count only if they surround a cell (spaces ignored); others are ordinary
        characters."""
        cells, stray, place = [], False, 0
        while place <= len(line):
            found = self._loose.match(line, place)
            assert found is not None
            text = found[2] if found[1] is None else found[1]
            stray = stray or self.quote in text.replace(self.quote * 2, "")
            cells.append(text.replace(f"\\{self.quote}", self.quote).replace(self.quote * 2, self.quote))
            place = found.end() + 1
        if stray:
            self.notes.append(Note("stray_quote", number))
        return cells
