"""The data rows of a sheet that was read cell by cell, with whatever stands in it, as a table of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

import polars as pl

from pipelines.intake.layout.merged_cells import filled_in, merged_keys
from pipelines.intake.layout.non_data_rows import (
    cell_at,
    is_filled,
    is_non_data,
    is_plainly_data,
    repeats_header,
)
from pipelines.intake.layout.sheet_layout import Layout, holds_data
from pipelines.intake.reading.sheet import letters
from pipelines.intake.values.text_cleaning import clean

ROWS_AT_ONCE = 400_000


@dataclass
class GridDataRows:
    """The rows of one sheet; see `body.Body`."""

    layout: Layout
    text: pl.DataFrame
    skipped: list[tuple[int, str]]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.text)

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Everything, a part at a time."""
        return self.text.iter_slices(ROWS_AT_ONCE) if self.rows else iter([self.text])

    def fills(self, place: int) -> bool:
        """Say whether a column has anything in it."""
        return holds_data(self.layout.sheet, self.layout.header_row, place)


def read_grid_rows(layout: Layout) -> GridDataRows:
    """The rows below the header."""
    rows, skipped = _parted(layout)
    width = layout.width
    table = _wide(layout, rows) if layout.wide else _long(layout, rows)
    too_wide = [number for number, cells in rows if len(cells) > width and any(map(str.strip, cells[width:]))]
    text = clean(table).with_columns(pl.col("source_row").is_in(too_wide).alias("too_wide"))
    return GridDataRows(layout, text, skipped)


def _parted(layout: Layout) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str]]]:
    """The rows that are data, with their numbers, and the numbers of those that are not, with the reason. Blank rows
    are neither."""
    rows, skipped, merged = [], [], merged_keys(layout)
    repeats, is_plain = repeats_header(layout), is_plainly_data(layout)
    for number, found in enumerate(layout.sheet.rows[layout.header_row + 1 :], start=layout.header_row + 2):
        plain = is_plain(found)
        if not plain and not any(map(str.strip, found)):
            continue
        cells = filled_in(found, merged[number]) if number in merged else found
        if not plain and (reason := is_non_data(cells, layout, repeats)):
            skipped.append((number, reason))
        else:
            rows.append((number, cells))
    return rows, skipped


def _long(layout: Layout, rows: list[tuple[int, list[str]]]) -> pl.DataFrame:
    """One row of the sheet is one row of the table."""
    fields = _fields(layout, [cells for _, cells in rows])
    return _table(layout, fields, [number for number, _ in rows], "")


def _wide(layout: Layout, rows: list[tuple[int, list[str]]]) -> pl.DataFrame:
    """What a row holds for one code or month is one row of the table; where it holds nothing, none."""
    assert layout.feed.wide is not None
    filled = [
        (number, cells, text, places)
        for number, cells in rows
        for text, places in layout.groups.items()
        if any(is_filled(cell_at(cells, place)) for place in places.values())
    ]
    fields = _fields(layout, [cells for _, cells, _, _ in filled])
    fields[layout.feed.wide.variable] = [text for _, _, text, _ in filled]
    for name in {stands.value for stands in layout.wide.values()}:
        fields[name] = [
            cell_at(cells, places[name]) if name in places else "" for _, cells, _, places in filled
        ]
    first = [letters(min(places.values())) for _, _, _, places in filled]
    return _table(layout, fields, [row for row, _, _, _ in filled], first)


def _fields(layout: Layout, rows: list[list[str]]) -> dict[str, list[str] | str]:
    """The text of each field in each row; one text where the sheet tells it once for all."""
    shortest = min(map(len, rows), default=0)
    return {
        name: _column(rows, layout.columns[name], shortest)
        if name in layout.columns
        else layout.told.get(name, "")
        for name in layout.feed.delivered
    }


def _column(rows: list[list[str]], place: int, shortest: int) -> list[str]:
    if place < shortest:
        return list(map(itemgetter(place), rows))
    return [cell_at(cells, place) for cells in rows]


def _table(
    layout: Layout, fields: dict[str, list[str] | str], numbers: list[int], places: list[str] | str
) -> pl.DataFrame:
    frame = pl.DataFrame({"source_row": pl.Series(numbers, dtype=pl.Int64)})
    columns = {"sheet": layout.sheet.name, "source_column": places} | fields
    return frame.with_columns(
        (pl.lit(values) if isinstance(values, str) else pl.Series(values, dtype=pl.String)).alias(name)
        for name, values in columns.items()
    )
