"""Find header rows further down in a sheet that have the columns in another order: each begins a table of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.intake.layout.header_rows import meaning
from pipelines.intake.layout.row_shapes import Row, misshapen
from pipelines.intake.layout.sheet_layout import Layout
from schemas.headers import is_known, readings

# The least share of the sheet's columns that a later header row names.
_LEAST_SHARE = 0.6


def columns_named(cells: list[str], headers: Mapping[str, str]) -> dict[str, int]:
    """Return the fields that a row's cells are headers of, with their columns; none where its first cell is no
    header."""
    first = next(filter(str.strip, cells), "")
    if first[:1].isdigit() or not is_known(first, headers):
        return {}
    named = {name: place for place, cell in enumerate(cells) if (name := meaning(readings(cell), headers))}
    return named if len(named) > 1 else {}


def begins_table(cells: list[str], layout: Layout) -> dict[str, int]:
    """Return the columns of a row that is a header row in another order than the sheet's; none for any other row."""
    named = {} if layout.wide else columns_named(cells, layout.headers)
    if not named:
        return {}
    same = all(named.get(name, place) == place for name, place in layout.columns.items())
    known = sum(name in layout.columns for name in named)
    if known < _LEAST_SHARE * len(layout.columns) or (same and known == len(layout.columns)):
        return {}
    return named


def later_tables(layout: Layout) -> dict[int, dict[str, int]]:
    """Return the columns of each later table by the number of its header row."""
    below = enumerate(layout.sheet.rows[layout.header_row + 1 :], start=layout.header_row + 2)
    # No header row begins with a digit, and most rows of data do.
    lettered = ((number, cells) for number, cells in below if not (cells and cells[0][:1].isdigit()))
    return {number: columns for number, cells in lettered if (columns := begins_table(cells, layout))}


def in_first_order(layout: Layout, rows: list[Row]) -> tuple[list[Row], dict[int, str]]:
    """Return the rows of a sheet with the cells of later tables below the sheet's own headers, and the code of each
    misshapen row, by its number. A table that lacks a column has no row that can be used."""
    ordered, shapes = [], dict[int, str]()
    starts = [layout.header_row + 1, *layout.later]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        part = [row for row in rows if row[0] > start and (end is None or row[0] < end)]
        table = replace(
            layout, header_row=start - 1, header_height=1, columns=layout.later.get(start, layout.columns)
        )
        lacks = (layout.columns.keys() - table.columns.keys()) & layout.feed.required
        shapes |= (
            dict.fromkeys((number for number, _ in part), "other_table") if lacks else misshapen(table, part)
        )
        ordered += (
            part
            if table.columns is layout.columns
            else [(n, _moved(cells, table, layout)) for n, cells in part]
        )
    return ordered, shapes


def _moved(cells: list[str], table: Layout, first: Layout) -> list[str]:
    moved = [""] * first.width
    for name, place in first.columns.items():
        at = table.columns.get(name)
        moved[place] = cells[at] if at is not None and at < len(cells) else ""
    return moved
