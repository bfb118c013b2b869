"""What a reader returns: sheets of text, with rows and columns as the sender sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


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
        return any(cell.strip() for row in self.rows for cell in row)


@dataclass(frozen=True)
class Reading:
    """A file as read: its sheets, and a short Danish description of how it was read."""

    sheets: list[Sheet]
    read_as: str
    notes: list[Note] = field(default_factory=list)

    def as_plain(self) -> dict[str, Any]:
        """Return lists and dictionaries that can be written as JSON; the cells are not copied."""
        return vars(self) | {"sheets": [vars(sheet) for sheet in self.sheets]}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Reading:
        """Read the result of `as_plain`."""
        return cls([_sheet(**sheet) for sheet in plain["sheets"]], plain["read_as"], _notes(plain["notes"]))


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
