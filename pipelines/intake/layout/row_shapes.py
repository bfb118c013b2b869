"""Find data rows whose cells are not where the header row says: rows cut short, and rows with a cell too many.

Their cells would be taken for those of other columns, or for empty ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipelines.intake.layout.sheet_layout import Layout
from schemas.kinds import Kind

Row = tuple[int, list[str]]
# Most rows must have the same width, and few another one. A program that leaves out empty cells at the end of rows
# does so in many.
_USUAL, _FEW = 0.5, 0.1
# Kinds of column that take any text.
_FREE = (Kind.TEXT, Kind.NOTE)


def misshapen(layout: Layout, rows: list[Row]) -> dict[int, str]:
    """Return the code of the problem of each misshapen row by its number."""
    width = layout.width
    too_wide = {
        number: "row_too_wide"
        for number, cells in rows
        if len(cells) > width and any(map(str.strip, cells[width:]))
    }
    if layout.sheet.name or not rows:
        return too_wide
    found = [*_beside_the_headers(layout, rows), *_of_another_width(layout, rows)]
    return dict(found) | too_wide


def _of_another_width(layout: Layout, rows: list[Row]) -> Iterator[tuple[int, str]]:
    ((usual, count),) = Counter(len(cells) for _, cells in rows).most_common(1)
    if count <= _USUAL * len(rows) and len(rows) > 1:
        return
    few = max(1, _FEW * len(rows))
    short = [(number, cells) for number, cells in rows if len(cells) < usual]
    ends_empty = any(len(cells) == usual and not cells[-1].strip() for _, cells in rows)
    for number, cells in short:
        is_misread = _lacks_required(layout, len(cells)) or _fits_moved(layout, len(cells), usual)
        if ends_empty or (len(short) <= few and is_misread):
            yield number, "row_too_short"
    widest = max(usual, layout.width)
    long = [(number, cells) for number, cells in rows if len(cells) > widest]
    for number, cells in long if len(long) <= few else ():
        if "" in "\0".join(map(str.strip, cells)).rstrip("\0").split("\0"):
            yield number, "row_shifted"


def _lacks_required(layout: Layout, width: int) -> bool:
    columns = layout.feed.columns
    wide = {wide_column.value: place for place, wide_column in layout.wide.items()}
    places = {**layout.columns, **wide}
    return any(place >= width and columns[name].required for name, place in places.items())


def _fits_moved(layout: Layout, width: int, usual: int) -> bool:
    """Say whether the last cell of a short row may be that of the last column: then one before it may be missing."""
    kinds = {place: layout.feed.columns[name].kind for name, place in layout.columns.items()}
    taken_for = kinds.get(width - 1)
    return taken_for in _FREE or (taken_for is not None and taken_for == kinds.get(usual - 1))


def _beside_the_headers(layout: Layout, rows: list[Row]) -> Iterator[tuple[int, str]]:
    """Yield rows that fill a last column without a header that most rows leave empty: a cell too many moved the others.

    A note that someone wrote there has letters.
    """
    place = layout.width - 1
    if place in layout.columns.values() or layout.heading(place).strip():
        return
    filled = [
        (number, cells[place].strip())
        for number, cells in rows
        if len(cells) > place and cells[place].strip()
    ]
    for number, cell in filled if len(filled) < len(rows) else ():
        if not any(map(str.isalpha, cell)):
            yield number, "row_shifted"


def is_cut_off(layout: Layout, rows: list[Row], shapes: dict[int, str]) -> bool:
    """Say whether the file ends within its last row."""
    last = len(layout.sheet.rows)
    return layout.sheet.unfinished and shapes.get(last) == "row_too_short" and rows[-1][0] == last
