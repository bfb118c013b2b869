"""Find candidates for the header row: one of the first rows, or two of them together under merged cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from pipelines.intake.reading.sheet import Sheet
from schemas.headers import readings

T = TypeVar("T")
# Characters written by programs that cannot encode æ, ø and å.
_LOST = re.compile(r"[?\ufffd]+")
# The rows of a sheet that are tried as its header, by every feed.
_MOST_CANDIDATES = 12


@dataclass(frozen=True)
class Header:
    """A candidate: its last row, its number of rows, and the possible wordings of each column."""

    row: int
    height: int
    wordings: list[tuple[str, ...]]

    @cached_property
    def words(self) -> frozenset[str]:
        """The wordings of all columns."""
        return frozenset(wording for column in self.wordings for wording in column)

    @cached_property
    def has_lost_letters(self) -> bool:
        """Say whether Danish letters may be lost in it."""
        return any(_is_lost(wording) for wording in self.words)

    def may_name_two(self, known: Mapping[str, object]) -> bool:
        """Say whether two columns may have different meanings among the known folded headers."""
        return self.has_lost_letters or len({known[word] for word in self.words if word in known}) > 1


def headers_among(sheet: Sheet, rows: int, known: Collection[str]) -> Iterator[Header]:
    """Yield the candidates among the first rows in which more than one cell may be a known header: those with the most
    of them, in the order of the sheet."""
    every = list(_candidates(sheet, rows))
    counts = [_known_cells(header, known) for header in every]
    likely = sorted((at for at, count in enumerate(counts) if count > 1), key=lambda at: -counts[at])
    yield from (every[at] for at in sorted(likely[:_MOST_CANDIDATES]))


def _known_cells(header: Header, known: Collection[str]) -> int:
    return sum(any(w in known for w in cell) or bool(_LOST.search(cell[0])) for cell in header.wordings)


def _candidates(sheet: Sheet, rows: int) -> Iterator[Header]:
    """Yield each row with more than one filled cell, then each such row joined with the row above it."""
    top = list(sheet.rows[:rows])
    for number, row in enumerate(top):
        if _filled(row) > 1:
            yield Header(number, 1, [readings(cell) for cell in row])
    for number in range(1, len(top)):
        above = _filled_right(sheet, number - 1)
        if _filled(above) and _filled(top[number]) > 1:
            yield Header(number, 2, _joined(above, top[number]))


def _filled(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _filled_right(sheet: Sheet, number: int) -> list[str]:
    """Return a row in which the text of a horizontally merged cell is repeated in each of its columns."""
    row = list(sheet.rows[number])
    for area in sheet.merged:
        if area.top == number and area.left < len(row):
            columns = slice(area.left, min(area.right + 1, len(row)))
            row[columns] = [row[area.left]] * len(row[columns])
    return row


def _joined(above: list[str], below: list[str]) -> list[tuple[str, ...]]:
    width = max(len(above), len(below))
    rows = [row + [""] * (width - len(row)) for row in (above, below)]
    return [_wordings(a.strip(), b.strip()) for a, b in zip(*rows, strict=True)]


def _wordings(above: str, below: str) -> tuple[str, ...]:
    return readings(f"{above} {below}") + (readings(below) if above and below else ())


def meaning(wordings: tuple[str, ...], known: Mapping[str, T]) -> T | None:
    """Return the meaning of a column's header among the known folded headers, also where Danish letters are lost."""
    for wording in wordings:
        if found := known.get(wording):
            return found
    lost = [wording for wording in wordings if _is_lost(wording)]
    return next((found for wording in lost if (found := _despite_lost_letters(wording, known))), None)


def _is_lost(wording: str) -> bool:
    return "?" in wording or "\ufffd" in wording


def most_alike(wordings: Iterable[str], known: Mapping[str, T], least: float) -> T | None:
    """Return the meaning of the known folded header most similar to one of `wordings`; `least` is from 0 to 1."""
    alike = (match for wording in wordings for match in get_close_matches(wording, known, 1, least))
    return next((known[match] for match in alike), None)


def _despite_lost_letters(wording: str, known: Mapping[str, T]) -> T | None:
    parts = (re.escape(part) for part in _LOST.split(wording))
    pattern = re.compile("(?:ae|oe|aa)".join(parts))
    found = [name for header, name in known.items() if pattern.fullmatch(header)]
    return found[0] if found and all(name == found[0] for name in found) else None
