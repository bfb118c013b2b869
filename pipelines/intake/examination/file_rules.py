"""Reject a feed's part of a file before its rows are read: agreement, missing columns, personal numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipelines.intake.layout.header_rows import most_alike
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.sheet import letters
from pipelines.intake.values.cpr import SHAPE
from schemas.contract import Feed, Kind
from schemas.folding import fold
from schemas.partners import Partner

# The least similarity of a header that is suggested in place of a missing one.
_ALIKE = 0.6


def rejecting_problems(
    feed: Feed, layouts: list[Layout], partner: Partner, received: date
) -> Iterator[Problem]:
    """Yield every reason, the agreement first, then sheet by sheet."""
    agreement = partner.feeds.get(feed.name)
    if agreement is None:
        yield file_problem("not_agreed", name=feed.title)
    elif not agreement.holds(received):
        yield file_problem("agreement_ended", name=feed.title)
    for layout in layouts:
        if not feed.has_personal_numbers and _holds_cpr(layout):
            yield file_problem("cpr_not_agreed", layout.sheet.name or None, name=feed.title)
        yield from _of_columns(layout)


def _of_columns(layout: Layout) -> Iterator[Problem]:
    sheet, columns = layout.sheet.name or None, layout.feed.columns
    for name in layout.missing:
        yield file_problem("missing_column", sheet, name=columns[name].title, guess=_guess(layout, name))
    for name in layout.doubtful:
        yield file_problem("double_column", sheet, name=columns[name].title)


def _guess(layout: Layout, name: str) -> str:
    """Say why the system does not have the column, or suggest the most similar one by its letter: a header that is not
    agreed is not repeated in a receipt."""
    if layout.profile and name in layout.profile.lacking:
        return f" {layout.profile.lacking[name]}"
    unknown = {
        fold(layout.heading(place)): place
        for place in layout.others
        if layout.heading(place).strip() and place not in layout.refused
    }
    place = most_alike(sorted(layout.feed.columns[name].headers(name)), unknown, _ALIKE)
    return "" if place is None else f" Er det kolonne {letters(place)}?"


def _holds_cpr(layout: Layout) -> bool:
    """Say whether any cell, of agreed columns or others, looks like a personal number; notes are excepted."""
    kinds = layout.feed.columns
    notes = {place for name, place in layout.columns.items() if kinds[name].kind is Kind.NOTE}
    below = layout.sheet.rows[layout.header_row + 1 :]
    return any(SHAPE.search(cell) for row in below for place, cell in enumerate(row) if place not in notes)
