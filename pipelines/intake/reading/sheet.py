"""What a reader returns: sheets of text, with the rows and columns where the sender sees them."""

from __future__ import annotations

from dataclasses import dataclass, field


class Unreadable(Exception):
    """A file that cannot be read at all. Carries the code of the problem; never anything of the content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[0]` is row 1. `name` is empty for a text file, which has but one."""

    name: str
    rows: list[list[str]]
    hidden: bool = False


@dataclass(frozen=True)
class Reading:
    """A file as read: its sheets, and in a few Danish words what it was read as."""

    sheets: list[Sheet]
    read_as: str
    notes: list[str] = field(default_factory=list)


def letters(index: int) -> str:
    """The spreadsheet's name of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
