"""Recognise rows below a header row that are not data: totals, footnotes, and repeated headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.values.fixed_words import MISSING
from schemas.code_lists import code_list
from schemas.folding import fold

# Marks of a figure that exists and is not published, or that does not exist.
_WITHHELD = ("missing_withheld", "missing_not_applicable", "missing_not_available")
_TOTAL = re.compile(r"^(i ?alt|total|sum|hele kommunen)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^(kilde|anm|note)\b|^\*\)", re.IGNORECASE)


def is_non_data(cells: list[str], layout: Layout, repeats: Callable[[list[str]], bool]) -> str | None:
    """Return the reason why a row is not data, or None. `repeats` is the result of `repeats_header`."""
    first = next(filter(None, map(str.strip, cells)))
    if not first[0].isdigit():
        if _TOTAL.match(first) and not layout.feed.elsewhere:
            return "total_row"
        if _FOOTNOTE.match(first) and sum(map(bool, map(str.strip, cells))) == 1:
            return "footnote"
    if layout.wide and not any(is_filled(cell_at(cells, place)) for place in layout.wide):
        return "nothing_filled"
    if repeats(cells):
        return "repeated_header"
    return "other_kind_of_row" if _is_of_another_kind(cells, layout) else _nothing_to_compare(cells, layout)


def _nothing_to_compare(cells: list[str], layout: Layout) -> str | None:
    """Return why a row of published figures says nothing: its figure is not published, or it is about another place."""
    feed, columns = layout.feed, layout.columns
    if (
        feed.figure in columns
        and MISSING.get(cell_at(cells, columns[feed.figure]).strip().casefold()) in _WITHHELD
    ):
        return "not_published"
    if feed.elsewhere in columns and (place := cell_at(cells, columns[feed.elsewhere]).strip()):
        known = code_list(feed.columns[feed.elsewhere].code_list or "")
        return None if known.find(place) else "other_place"
    return None


def _is_of_another_kind(cells: list[str], layout: Layout) -> bool:
    """Say whether a column says that the row is not one of the feed; an empty cell does not say so."""
    return any(
        (text := fold(cell_at(cells, place))) and text not in map(fold, kept.values)
        for place, kept in layout.kept.items()
    )


def telling_column(layout: Layout) -> int | None:
    """Return the column that begins with a digit, as the first one does, in most data rows and in no other row.

    Totals, footnotes and headers begin with a letter, and so does the header of that column. None where it does not.
    """
    place = next(iter(layout.columns.values()))
    numbered = any(fold(cell_at(header, place))[:1].isdigit() for header in _headers(layout))
    return None if layout.wide or layout.kept or numbered else place


def is_plainly_data(layout: Layout) -> Callable[[list[str]], bool]:
    """Return a quick test that is true for most data rows."""
    place = telling_column(layout)
    if place is None:
        return lambda _: False
    return lambda cells: len(cells) > place and cells[0][:1].isdigit() and cells[place][:1].isdigit()


def _headers(layout: Layout) -> Sequence[list[str]]:
    return layout.sheet.rows[layout.header_row + 1 - layout.header_height : layout.header_row + 1]


def repeats_header(layout: Layout) -> Callable[[list[str]], bool]:
    """Return a test for rows that repeat a row of the header."""
    places = [*layout.columns.values()]
    headers = [[fold(cell_at(header, place)) for place in places] for header in _headers(layout)]
    # Most rows differ in the first cell already.
    first_cells = {folded[0] for folded in headers}
    numbered = any(first[:1].isdigit() for first in first_cells)

    def repeats(cells: list[str]) -> bool:
        cell = cell_at(cells, places[0])
        if (not numbered and cell[:1].isdigit()) or fold(cell) not in first_cells:
            return False
        return [fold(cell_at(cells, place)) for place in places] in headers

    return repeats


def cell_at(cells: list[str], place: int) -> str:
    """Return a row's cell in a column; empty where the row is shorter."""
    return cells[place] if place < len(cells) else ""


def is_filled(cell: str) -> bool:
    """Say whether a cell of a wide layout has any content."""
    return cell.strip().casefold() not in {"", *MISSING}
