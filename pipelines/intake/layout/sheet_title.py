"""Read a period or school from the name of a sheet or the title above its table.

Used only where the column is missing, and only where the text is unambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from pipelines.intake.reading.sheet import Sheet
from pipelines.intake.values.parse_columns import parse_column
from schemas.code_lists import UNKNOWN
from schemas.contract import Feed
from schemas.contract_column import Column
from schemas.kinds import Kind

_NAMED = r"[a-zæøå]{3,9}\.?"
_DATE = rf"\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}\. ?{_NAMED} \d{{4}}"
_SCHOOL_YEAR = r"(?:20)?\d\d ?[/-] ?(?:20)?\d\d"
# Patterns of each kind inside a sentence; longer notations come first.
_WRITTEN = {
    Kind.DATE: re.compile(rf"(?<![\d.-])(?:{_DATE})(?![\d-])", re.IGNORECASE),
    Kind.MONTH: re.compile(
        rf"(?<![\d.-])(?:\d{{4}}M\d\d?|\d{{1,2}}-\d{{4}}|{_NAMED} \d{{4}})(?![\dM-])", re.IGNORECASE
    ),
    Kind.SCHOOL_YEAR: re.compile(rf"(?<![\d/.-])(?:{_SCHOOL_YEAR})(?![\d/.-])"),
    Kind.YEAR: re.compile(r"(?<![\d/.-])20\d\d(?![\d/.-])"),
}
# What follows is the day on which a list was made, not the day it is about.
_PRINTING = re.compile(
    r"\b(?:udskrevet|udskrift\w*|skrevet ud|print\w*|(?:ud)?trukket|udtræk\w*|hentet|kørt|kørsel\w*|dannet"
    r"|dannelse\w*|genereret|oprettet|eksport\w*|gemt|rapportdato|dags dato|created)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def constants_in_title(feed: Feed, missing: set[str], sheet: Sheet, first_row: int) -> dict[str, str]:
    """Return the text of each missing period or school found in the sheet's name, or else in its title."""
    found = {}
    for name in missing & {feed.period, feed.unit}:
        for texts in ([sheet.name], title_of(sheet, first_row)):
            if text := unambiguous(texts, feed.columns[name]):
                found[name] = text
                break
    return found


def title_of(sheet: Sheet, first_row: int) -> list[str]:
    """Return the cells above the header, and the text after a colon in them; without days of printing."""
    cells = [
        cell.strip() for row in sheet.rows[:first_row] for cell in _without_printing(row) if cell.strip()
    ]
    return cells + [cell.rpartition(":")[2].strip() for cell in cells if ":" in cell]


def _without_printing(row: list[str]) -> Iterator[str]:
    """Yield the cells of a row without what follows a word for printing, in its cell and in the next filled one."""
    printed = False
    for cell in filter(str.strip, row):
        word = _PRINTING.search(cell)
        if not printed:
            yield cell[: word.start()] if word else cell
        printed = word is not None and not _DIGIT.search(cell, word.end())


def unambiguous(texts: list[str], contract: Column) -> str | None:
    """Return the text that can be parsed as the column's kind, if all such texts have the same value."""
    written = list(dict.fromkeys(_candidates(texts, contract.kind)))
    if not written:
        return None
    parsed = parse_column(pl.Series(written, dtype=pl.String), contract)
    known = {
        value: text
        for text, value in zip(written, parsed.values, strict=True)
        if value is not None and value != UNKNOWN
    }
    return next(iter(known.values())) if len(known) == 1 else None


def _candidates(texts: list[str], kind: Kind) -> Iterator[str]:
    for text in texts:
        if kind is Kind.CODE:
            yield text
        elif kind in _WRITTEN:
            yield from (match[0] for match in _WRITTEN[kind].finditer(text))
