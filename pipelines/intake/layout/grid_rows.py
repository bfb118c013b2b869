"""Read the data rows of a sheet that was read cell by cell, a row at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from pipelines.intake.layout.column_data_rows import Places, rows_of_column, separate_columns
from pipelines.intake.layout.field_texts import fields_of_columns, fields_of_rows, text_table, twins_of_key
from pipelines.intake.layout.later_headers import in_first_order, later_tables
from pipelines.intake.layout.merged_cells import filled_in, merged_keys
from pipelines.intake.layout.non_data_rows import (
    cell_at,
    is_filled,
    is_non_data,
    is_plainly_data,
    repeats_header,
)
from pipelines.intake.layout.row_shapes import Row, is_cut_off
from pipelines.intake.layout.sheet_layout import Layout, holds_data
from pipelines.intake.reading.column_rows import ColumnRows
from pipelines.intake.reading.sheet import letters
from pipelines.intake.values.text_cleaning import clean
from pipelines.intake.values.whole_columns import repeated

CHUNK_ROWS = 400_000


@dataclass
class GridDataRows:
    """The data rows of one sheet; see `data_rows.DataRows`."""

    layout: Layout
    text: pl.DataFrame
    skipped: list[tuple[int, str]]
    cut_off: bool = False

    @property
    def rows(self) -> int:
        """The number of data rows."""
        return len(self.text)

    def chunks(self) -> Iterator[pl.DataFrame]:
        """Yield the rows in chunks."""
        return self.text.iter_slices(CHUNK_ROWS) if self.rows else iter([self.text])

    def fills(self, place: int) -> bool:
        """Say whether a column has any content."""
        return holds_data(self.layout.sheet, self.layout.header_row, place)


def read_grid_rows(layout: Layout) -> GridDataRows:
    """Return the rows below the header row."""
    if isinstance(layout.sheet.rows, ColumnRows) and not _needs_rows(layout):
        parted = separate_columns(layout, layout.sheet.rows)
        if parted is not None:
            return _of_columns(layout, layout.sheet.rows, *parted)
    layout = replace(layout, later=later_tables(layout))
    found, skipped = _separate(layout)
    rows, shapes = in_first_order(layout, found)
    table = _wide(layout, rows) if layout.wide else _long(layout, rows)
    texts = clean(table).hstack([_shape(table["source_row"], shapes).alias("shape")])
    return GridDataRows(layout, texts, skipped, is_cut_off(layout, found, shapes))


def _needs_rows(layout: Layout) -> bool:
    """Say whether a cell of a field is put together of several cells, or depends on other rows."""
    return bool(layout.wide or layout.joined or twins_of_key(layout) or merged_keys(layout))


def _of_columns(
    layout: Layout, rows: ColumnRows, data: Places, skipped: list[tuple[int, str]]
) -> GridDataRows:
    fields = fields_of_columns(layout, lambda place: rows_of_column(rows, place, data))
    table = clean(text_table(layout, fields, data + 1, ""))
    return GridDataRows(layout, table.hstack([_shape(table["source_row"], {}).alias("shape")]), skipped)


def _shape(numbers: pl.Series, shapes: Mapping[int, str]) -> pl.Series:
    """Return the code of the problem of each misshapen row; null for all others."""
    if not shapes:
        return repeated(None, len(numbers), pl.String)
    return pl.Series([shapes.get(number) for number in numbers], dtype=pl.String)


def _separate(layout: Layout) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str]]]:
    """Separate the data rows from the non-data rows and their reasons, each with its row number. Blank rows are in
    neither."""
    rows, skipped, merged = [], [], merged_keys(layout)
    repeats, is_plain = repeats_header(layout), is_plainly_data(layout)
    for number, row in enumerate(layout.sheet.rows[layout.header_row + 1 :], start=layout.header_row + 2):
        plain = is_plain(row)
        if number in layout.later:
            skipped.append((number, "repeated_header"))
            continue
        if not plain and not any(map(str.strip, row)):
            continue
        cells = filled_in(row, merged[number]) if number in merged else row
        if not plain and (reason := is_non_data(cells, layout, repeats)):
            skipped.append((number, reason))
        else:
            rows.append((number, cells))
    return rows, skipped


def _long(layout: Layout, rows: list[tuple[int, list[str]]]) -> pl.DataFrame:
    """Return a table with one row for each row of the sheet."""
    fields = fields_of_rows(layout, [cells for _, cells in rows])
    return text_table(
        layout, fields, [number for number, _ in rows], _tables(layout, rows) if layout.later else ""
    )


def _tables(layout: Layout, rows: list[Row]) -> list[str]:
    """Return for each row the header row that it is below, as @ and its number; empty below the first."""
    starts = sorted(layout.later)
    return [f"@{start}" if (start := _last(starts, number)) else "" for number, _ in rows]


def _last(starts: list[int], number: int) -> int | None:
    return max((start for start in starts if start < number), default=None)


def _wide(layout: Layout, rows: list[tuple[int, list[str]]]) -> pl.DataFrame:
    """Return a table with one row for each filled code or month of a wide layout's rows."""
    assert layout.feed.wide is not None
    filled = [
        (number, cells, text, places)
        for number, cells in rows
        for text, places in layout.groups.items()
        if any(is_filled(cell_at(cells, place)) for place in places.values())
    ]
    fields = fields_of_rows(layout, [cells for _, cells, _, _ in filled])
    fields[layout.feed.wide.variable] = [text for _, _, text, _ in filled]
    for name in {wide_column.value for wide_column in layout.wide.values()}:
        fields[name] = [
            cell_at(cells, places[name]) if name in places else "" for _, cells, _, places in filled
        ]
    first = [letters(min(places.values())) for _, _, _, places in filled]
    return text_table(layout, fields, [row for row, _, _, _ in filled], first)
