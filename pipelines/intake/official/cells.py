"""The cells of an official table, whatever its layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.intake.values.date_notations import day_in
from pipelines.intake.values.periods import parse_period
from pipelines.intake.values.value import Unreadable
from schemas.benchmark_sources import benchmark_sources
from schemas.code_lists import code_list
from schemas.folding import fold
from schemas.headers import readings

# Three groups of thousands are no figure of a municipality: Excel has taken a decimal number for a whole one.
_DESTROYED = re.compile(r"\d{1,3}(?:\.\d{3}){3,}")


@dataclass(frozen=True)
class Cell:
    """One number with its place and period, the other columns of its row, and its row in the file, counted from 0."""

    row: int
    measure: str
    text: str
    place: str
    period: str
    groups: Mapping[str, str]

    @property
    def is_destroyed(self) -> bool:
        """Say whether Excel has destroyed the number."""
        return _DESTROYED.fullmatch(self.text.strip()) is not None


@dataclass(frozen=True)
class OfficialTable:
    """The cells of a table: where it is from, and its name, unit and day of retrieval where the file says them.

    It goes on to the row `end`. Without a `period` it lacks the year that its figures are of.
    """

    source: str
    name: str
    cells: list[Cell]
    end: int
    unit: str = ""
    retrieved: str = ""
    has_period: bool = True

    @property
    def measures(self) -> list[str]:
        """The names of the measures, each once."""
        return list(dict.fromkeys(cell.measure for cell in self.cells))


def names(header: str, words: Iterable[str]) -> bool:
    """Say whether a header is one of some words, in any reading; a header may begin with one and go on."""
    folded = {reading for word in words for reading in readings(word)[:3]}
    return any(reading in folded for reading in readings(header)[:3])


def same(text: str, other: str | None) -> bool:
    """Say whether two names are the same, apart from capitals, signs and units."""
    return other is not None and fold(text) == fold(other)


def is_place(text: str) -> bool:
    """Say whether a text is a place that figures are compared with."""
    return code_list("geographies").find(text) is not None


def is_total(text: str, column: str = "") -> bool:
    """Say whether a group of a column is of all: `I alt`, `TOT`, `Køn i alt` in the column `Køn`."""
    folded = fold(text)
    totals = map(fold, benchmark_sources().words.totals)
    return any(folded in (total, f"{fold(column)} {total}") for total in totals)


def is_period(text: str) -> bool:
    """Say whether a text is a period: `2025`, `2024/2025`, `2025K1`, `2025M07`."""
    try:
        parse_period(text.strip())
    except Unreadable:
        return False
    return not _is_day(text.strip())


def _is_day(text: str) -> bool:
    try:
        return bool(day_in(text.casefold()))
    except Unreadable:
        return False


def place_headers() -> list[str]:
    """Return the headers of a column of places: those of all tables, and those of one."""
    sources = benchmark_sources()
    return [*sources.words.places, *(table.geography for table in sources.tables if table.geography)]
