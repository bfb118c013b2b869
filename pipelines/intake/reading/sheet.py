"""What a reader returns: sheets of text, with the rows and columns where the sender sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Unreadable(Exception):
    """A file that cannot be read at all. Carries the code of the problem; never anything of the content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Note(NamedTuple):
    """Something a reader did or saw: a problem's code and where, as the sender counts; never a value."""

    code: str
    row: int | None = None
    column: str | None = None
    times: int = 1


class Merged(NamedTuple):
    """A block of merged cells, first and last row and column counted from 0. Its text stands in the first cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[0]` is row 1. `name` is empty for a text file, which has but one."""

    name: str
    rows: Sequence[list[str]]
    hidden: bool = False
    notes: list[Note] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)

    @property
    def has_data(self) -> bool:
        """Say whether any cell is filled."""
        return any(cell.strip() for row in self.rows for cell in row)


@dataclass(frozen=True)
class Reading:
    """A file as read: its sheets, and in a few Danish words what it was read as."""

    sheets: list[Sheet]
    read_as: str
    notes: list[Note] = field(default_factory=list)

    def as_plain(self) -> dict[str, Any]:
        """As lists and dictionaries that JSON can hold; the cells are not copied."""
        return vars(self) | {"sheets": [vars(sheet) for sheet in self.sheets]}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Reading:
        """Read what `as_plain` made."""
        return cls([_sheet(**sheet) for sheet in plain["sheets"]], plain["read_as"], _notes(plain["notes"]))


def _sheet(name: str, rows: list[list[str]], hidden: bool, notes: list[Any], merged: list[Any]) -> Sheet:
    return Sheet(name, rows, hidden, _notes(notes), [Merged(*block) for block in merged])


def _notes(plain: list[Any]) -> list[Note]:
    return [Note(*note) for note in plain]


def place_of(name: str) -> int:
    """The column, counted from 0, that a spreadsheet calls by `name`: the other way round of `letters`."""
    place = 0
    for letter in name:
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters(index: int) -> str:
    """The spreadsheet's name of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
