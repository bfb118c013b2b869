"""A few rows of the sender's own sheet around a faulty cell, with the sheet's own letters and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.intake.answer.masking import masked, masked_number
from pipelines.intake.answer.sent import Sent
from pipelines.intake.problems import Problem
from pipelines.intake.reading.sheet import letters
from pipelines.intake.recognise import Layout
from schemas.contract import Kind

_ROWS = 3
_COLUMNS = 9
_LONGEST = 60


@dataclass(frozen=True)
class Cell:
    """One cell as it is shown; `faulty` is marked by colour, border and word."""

    text: str
    faulty: bool


@dataclass(frozen=True)
class Cutout:
    """A piece of a sheet. `headers` are (letter, header) of the agreed columns; `hidden` says that some are left
    out; rows are (number, cells)."""

    sheet: str
    headers: list[tuple[str, str]]
    rows: list[tuple[int, list[Cell]]]
    hidden: bool


def cut_out(sent: Sent, problem: Problem | None, alike: Iterable[Problem]) -> Cutout | None:
    """The rows around a problem; `alike` are the problems of its kind, which are marked where they are seen."""
    layout = sent.layout(problem.sheet) if problem else None
    if problem is None or problem.row is None or layout is None:
        return None
    faulty = {(other.row, other.column) for other in alike if other.sheet == problem.sheet}
    agreed = sorted({*layout.columns.values(), *layout.wide})
    shown = _window(agreed, problem.column)
    headers = [
        (letters(place), _short(masked(_cell(layout, layout.header_row + 1, place)))) for place in shown
    ]
    rows = [
        (number, [_shown(layout, number, place, faulty) for place in shown])
        for number in _around(problem.row, layout)
    ]
    return Cutout(
        masked(layout.sheet.name), headers, rows, len(shown) < len(layout.sheet.rows[layout.header_row])
    )


def _window(agreed: list[int], column: str | None) -> list[int]:
    """As many columns as a page is wide, the faulty one among them."""
    at = next((i for i, place in enumerate(agreed) if letters(place) == column), 0)
    first = max(0, min(at - _COLUMNS // 2, len(agreed) - _COLUMNS))
    return agreed[first : first + _COLUMNS]


def _around(row: int, layout: Layout) -> range:
    """Three row numbers below the header, with the row in the middle where it can be."""
    first_row, last_row = layout.header_row + 2, len(layout.sheet.rows)
    first = max(first_row, min(row - 1, last_row - _ROWS + 1))
    return range(first, min(first + _ROWS, last_row + 1))


def _shown(layout: Layout, row: int, place: int, faulty: set[tuple[int | None, str | None]]) -> Cell:
    text = _cell(layout, row, place)
    field = next((name for name, at in layout.columns.items() if at == place), None)
    personal = field is not None and layout.feed.columns[field].kind is Kind.CPR
    mask = masked_number if personal else masked
    return Cell(_short(mask(text)), bool({(row, letters(place)), (row, None)} & faulty))


def _cell(layout: Layout, row: int, place: int) -> str:
    cells = layout.sheet.rows[row - 1]
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
