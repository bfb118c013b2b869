"""Excerpts of a sheet for the receipt page: a few rows around a faulty cell, with the sheet's own row and column
names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem
from pipelines.intake.reading.sheet import letters
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.text.masking import masked, masked_number
from schemas.kinds import Kind

_Places = set[tuple[int | None, str | None]]
_ROWS = 3
_COLUMNS = 9
_LONGEST = 60


@dataclass(frozen=True)
class Header:
    """A column's letter and header.

    `faulty` is the column with the problem; one that is `far` from it is hidden on small screens.
    """

    letter: str
    text: str
    faulty: bool
    far: bool


@dataclass(frozen=True)
class Row:
    """A row's number and its cells as (text, faulty). `faulty` where the problem concerns the whole row."""

    number: int
    cells: list[tuple[str, bool]]
    faulty: bool


@dataclass(frozen=True)
class Excerpt:
    """Part of a sheet's agreed columns; `hidden` says that others are left out."""

    sheet: str
    headers: list[Header]
    rows: list[Row]
    hidden: bool


def excerpts_of(sent: SentFile, problem: Problem | None, alike: Iterable[Problem]) -> Excerpt | None:
    """Return the rows around a problem; `alike` are the problems of its kind, which are marked where they are
    visible."""
    layout = sent.layout(problem.sheet) if problem else None
    if problem is None or problem.row is None or layout is None:
        return None
    faulty = {(other.row, other.column) for other in alike if other.sheet == problem.sheet}
    shown = _window(sorted({*layout.columns.values(), *layout.wide}), problem.column)
    numbers = _rows_of_same_key(problem, layout, faulty) or _around(problem.row, layout)
    return Excerpt(
        sheet=masked(layout.sheet.name),
        headers=_headers(layout, shown, problem.column),
        rows=[_row(layout, number, shown, faulty) for number in numbers],
        hidden=len(shown) < len(layout.sheet.rows[layout.header_row]),
    )


def _headers(layout: Layout, shown: list[int], column: str | None) -> list[Header]:
    at = next((i for i, place in enumerate(shown) if letters(place) == column), None)
    return [
        Header(
            letter=letters(place),
            text=_short(masked(_cell(layout, layout.header_row + 1, place))),
            faulty=i == at,
            far=at is not None and abs(i - at) > 1,
        )
        for i, place in enumerate(shown)
    ]


def _window(agreed: list[int], column: str | None) -> list[int]:
    """Return as many columns as the page has space for, including the faulty one."""
    at = next((i for i, place in enumerate(agreed) if letters(place) == column), 0)
    first = max(0, min(at - _COLUMNS // 2, len(agreed) - _COLUMNS))
    return agreed[first : first + _COLUMNS]


def _around(row: int, layout: Layout) -> range:
    """Return three row numbers below the header row, with the row in the middle where possible."""
    first_row, last_row = layout.header_row + 2, len(layout.sheet.rows)
    first = max(first_row, min(row - 1, last_row - _ROWS + 1))
    return range(first, min(first + _ROWS, last_row + 1))


def _rows_of_same_key(problem: Problem, layout: Layout, faulty: _Places) -> list[int]:
    """Return rows with the same key that contradict each other, which are shown together."""
    key = [layout.columns[name] for name in layout.feed.key if name in layout.columns]
    rows = sorted(row for row, column in faulty if row and column is None)
    same = [row for row in rows if _texts(layout, row, key) == _texts(layout, problem.row or 0, key)]
    return same[:_ROWS] if problem.column is None and len(same) > 1 else []


def _texts(layout: Layout, row: int, places: list[int]) -> list[str]:
    return [_cell(layout, row, place) for place in places]


def _row(layout: Layout, number: int, shown: list[int], faulty: _Places) -> Row:
    cells = [(_shown(layout, number, place), (number, letters(place)) in faulty) for place in shown]
    return Row(number, cells, (number, None) in faulty)


def _shown(layout: Layout, row: int, place: int) -> str:
    text = _cell(layout, row, place)
    field = next((name for name, at in layout.columns.items() if at == place), None)
    personal = field is not None and layout.feed.columns[field].kind is Kind.CPR
    mask = masked_number if personal else masked
    return _short(mask(text))


def _cell(layout: Layout, row: int, place: int) -> str:
    cells = layout.sheet.rows[row - 1]
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
