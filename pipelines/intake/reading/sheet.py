"""What a reader returns: sheets of text, with rows and columns as the sender sees them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from pipelines.intake.reading.column_rows import NUMBERS, Column, ColumnRows


class Unreadable(Exception):
    """The file cannot be read at all. Carries the code of the problem, never any content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Note(NamedTuple):
    """An observation of a reader: a problem's code and its place as the sender counts; never a cell value."""

    code: str
    row: int | None = None
    column: str | None = None
    times: int = 1


class Merged(NamedTuple):
    """A range of merged cells: first and last row and column, counted from 0. The first cell has the text."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[0]` is row 1. `name` is empty for a text file, which has one sheet; `unfinished` where its last
    line has no line end."""

    name: str
    rows: Sequence[list[str]]
    hidden: bool = False
    notes: list[Note] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    unfinished: bool = False

    @property
    def has_data(self) -> bool:
        """Say whether any cell is filled."""
        return any(map(str.strip, self.texts))

    @property
    def texts(self) -> Iterable[str]:
        """The text of every cell, at least once."""
        return self.rows.texts if isinstance(self.rows, ColumnRows) else chain.from_iterable(self.rows)

    @property
    def cells(self) -> int:
        """The number of cells."""
        if isinstance(self.rows, ColumnRows):
            return len(self.rows) * len(self.rows.columns)
        return sum(map(len, self.rows))


@dataclass(frozen=True)
class Reading:
    """A file as read: its sheets, and a short Danish description of how it was read."""

    sheets: list[Sheet]
    read_as: str
    notes: list[Note] = field(default_factory=list)

    def as_plain(self) -> tuple[dict[str, Any], array[int]]:
        """Return lists and dictionaries that can be written as JSON, and beside them the numbers of columns."""
        numbers = array(NUMBERS)
        sheets = [vars(sheet) | {"rows": _plain_rows(sheet.rows, numbers)} for sheet in self.sheets]
        return vars(self) | {"sheets": sheets}, numbers

    @classmethod
    def from_plain(cls, plain: dict[str, Any], numbers: bytes) -> Reading:
        """Read the result of `as_plain`, whose numbers came as bytes."""
        left = memoryview(numbers)
        sheets = []
        for sheet in plain["sheets"]:
            rows, left = _read_rows(sheet.pop("rows"), left)
            sheets.append(_sheet(**sheet, rows=rows))
        return cls(sheets, plain["read_as"], _notes(plain["notes"]))


def _plain_rows(rows: Sequence[list[str]], numbers: array[int]) -> object:
    """Return rows for JSON; where they are columns, their numbers are added to `numbers`."""
    if not isinstance(rows, ColumnRows):
        return rows
    for column in rows.columns:
        numbers.extend(column.which)
    return {"count": len(rows), "texts": [column.texts for column in rows.columns]}


def _read_rows(rows: Any, numbers: memoryview) -> tuple[Sequence[list[str]], memoryview]:
    """Return rows, and the numbers that are left for those of other sheets."""
    if isinstance(rows, list):
        return rows, numbers
    columns = []
    for texts in rows["texts"]:
        which = array(NUMBERS)
        which.frombytes(numbers[: rows["count"] * which.itemsize])
        numbers = numbers[rows["count"] * which.itemsize :]
        columns.append(Column(texts, which))
    return ColumnRows(columns), numbers


def _sheet(notes: list[Any], merged: list[Any], **plain: Any) -> Sheet:
    return Sheet(**plain, notes=_notes(notes), merged=[Merged(*block) for block in merged])


def _notes(plain: list[Any]) -> list[Note]:
    return [Note(*note) for note in plain]


def place_of(name: str) -> int:
    """Return the column, counted from 0, of a spreadsheet's column name; the inverse of `letters`."""
    place = 0
    for letter in name:
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters(index: int) -> str:
    """Return the spreadsheet's name of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
