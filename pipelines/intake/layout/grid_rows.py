"""Read the data rows of a sheet that was read cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

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
from pipelines.intake.reading.sheet import letters
from pipelines.intake.values.text_cleaning import clean
from pipelines.intake.values.whole_columns import repeated
from schemas.contract import Kind

CHUNK_ROWS = 400_000
# The texts of a column, or the one that is in each of its rows.
Texts = pl.Series | list[str] | str
_LEVEL = re.compile(r"\d{1,2}")


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
    layout = replace(layout, later=later_tables(layout))
    found, skipped = _separate(layout)
    rows, shapes = in_first_order(layout, found)
    table = _wide(layout, rows) if layout.wide else _long(layout, rows)
    texts = clean(table).hstack([_shape(table["source_row"], shapes).alias("shape")])
    return GridDataRows(layout, texts, skipped, is_cut_off(layout, found, shapes))


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
    fields = _fields(layout, [cells for _, cells in rows])
    return _table(
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
    fields = _fields(layout, [cells for _, cells, _, _ in filled])
    fields[layout.feed.wide.variable] = [text for _, _, text, _ in filled]
    for name in {wide_column.value for wide_column in layout.wide.values()}:
        fields[name] = [
            cell_at(cells, places[name]) if name in places else "" for _, cells, _, places in filled
        ]
    first = [letters(min(places.values())) for _, _, _, places in filled]
    return _table(layout, fields, [row for row, _, _, _ in filled], first)


def _fields(layout: Layout, rows: list[list[str]]) -> dict[str, Texts]:
    """Return the text of each field in each row; a single text where the sheet's title has it for all rows."""
    column = _columns(rows, len(layout.columns))
    found: dict[str, Texts] = {
        name: column(layout.columns[name]) if name in layout.columns else layout.constant(name)
        for name in layout.feed.delivered
    }
    if twins := _twins_of_key(layout):
        found["beside"] = ["\n".join(cell_at(cells, place).strip() for place in twins) for cells in rows]
    return found | {
        name: [_class(cell_at(cells, level), cell_at(cells, letters)) for cells in rows]
        for name, (level, letters) in layout.joined.items()
    }


def _twins_of_key(layout: Layout) -> list[int]:
    """Return the columns beside the one that a code of the key is read from: its text beside its number."""
    codes = {name for name in layout.feed.key if layout.feed.columns[name].kind is Kind.CODE}
    every = ((layout.columns[name], places) for name, places in layout.doubles.items() if name in codes)
    return sorted(place for read, places in every for place in places if place != read)


def _class(level: str, letters: str) -> str:
    """Return the name of a class by its level and its letters: 9 and A are 9A; without letters there is none."""
    number = _LEVEL.match(level.strip())
    return f"{int(number[0])}{letters.strip()}" if number and letters.strip() else ""


def _columns(rows: list[list[str]], used: int) -> Callable[[int], Texts]:
    """Return a function from a column's place to its texts, for so many columns."""
    widths = set(map(len, rows))
    if len(widths) != 1 or max(widths) > 2 * used:
        return lambda place: [cell_at(cells, place) for cells in rows]
    # Polars turns rows of one width into columns in half the time that it takes to pick each column's cells.
    names = [str(place) for place in range(*widths)]
    table = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return lambda place: table[str(place)] if place < len(names) else ""


def _table(layout: Layout, fields: Mapping[str, Texts], numbers: list[int], places: Texts) -> pl.DataFrame:
    columns = {"sheet": layout.sheet.name, "source_column": places, **fields}
    return pl.DataFrame(
        [
            pl.Series("source_row", numbers, dtype=pl.Int64),
            *(_series(values, len(numbers)).alias(name) for name, values in columns.items()),
        ]
    )


def _series(texts: Texts, rows: int) -> pl.Series:
    return repeated(texts, rows, pl.String) if isinstance(texts, str) else pl.Series(texts, dtype=pl.String)
