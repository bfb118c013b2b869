"""Reject a feed's part of a file before its rows are read: agreement, missing columns, personal numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from pipelines.intake.layout.header_rows import most_alike
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.sheet import letters
from pipelines.intake.values.cpr import SHAPE
from schemas.contract import Feed
from schemas.folding import fold
from schemas.kinds import Kind
from schemas.partners import Partner

# The least similarity of a header that is suggested in place of a missing one.
_ALIKE = 0.6
_LONGEST = 100


def rejecting_problems(
    feed: Feed, layouts: list[Layout], partner: Partner, received: date, most: int
) -> Iterator[Problem]:
    """Yield every reason, the agreement first, then sheet by sheet; at most `most` cells of a sheet."""
    agreement = partner.feeds.get(feed.name)
    if agreement is None:
        yield file_problem("not_agreed", name=feed.title)
    elif not agreement.holds(received):
        yield file_problem("agreement_ended", name=feed.title)
    for layout in layouts:
        if not feed.has_personal_numbers:
            yield from _personal_numbers(layout, most)
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
        fold(layout.heading(place)[:_LONGEST]): place
        for place in layout.others
        if layout.heading(place).strip() and place not in layout.refused
    }
    place = most_alike(sorted(layout.feed.columns[name].headers(name)), unknown, _ALIKE)
    return "" if place is None else f" Er det kolonne {letters(place)}?"


def _personal_numbers(layout: Layout, most: int) -> Iterator[Problem]:
    """Yield each cell, of agreed columns or others, that looks like a personal number; notes are excepted."""
    kinds, sheet = layout.feed.columns, layout.sheet
    notes = {place for name, place in layout.columns.items() if kinds[name].kind is Kind.NOTE}
    problem = file_problem("cpr_not_agreed", sheet.name or None, name=layout.feed.title)
    below = enumerate(sheet.rows[layout.header_row + 1 :], layout.header_row + 2)
    cells = ((row, place) for row, texts in below for place in _with_number(texts) if place not in notes)
    for row, place in islice(cells, most):
        yield replace(problem, row=row, column=letters(place))


def _with_number(texts: list[str]) -> Iterator[int]:
    return (place for place, text in enumerate(texts) if SHAPE.search(text))
