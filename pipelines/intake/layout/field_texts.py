"""The texts of each field of a feed in the data rows of a sheet, and the table that they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import polars as pl

from pipelines.intake.layout.column_data_rows import Places
from pipelines.intake.layout.non_data_rows import cell_at
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.values.whole_columns import repeated
from schemas.kinds import Kind

# The texts of a column, or the one that is in each of its rows.
Texts = pl.Series | list[str] | str
_LEVEL = re.compile(r"\d{1,2}")


def fields_of_rows(layout: Layout, rows: list[list[str]]) -> dict[str, Texts]:
    """Return the text of each field in each row; a single text where the sheet's title has it for all rows."""
    found = fields_of_columns(layout, _columns(rows, len(layout.columns)))
    if twins := twins_of_key(layout):
        found["beside"] = ["\n".join(cell_at(cells, place).strip() for place in twins) for cells in rows]
    return found | {
        name: [_class(cell_at(cells, level), cell_at(cells, letters)) for cells in rows]
        for name, (level, letters) in layout.joined.items()
    }


def fields_of_columns(layout: Layout, column: Callable[[int], Texts]) -> dict[str, Texts]:
    """Return the texts of each field that has a column or a constant; `column` returns those of a column's place."""
    return {
        name: column(layout.columns[name]) if name in layout.columns else layout.constant(name)
        for name in layout.feed.delivered
    }


def twins_of_key(layout: Layout) -> list[int]:
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


def text_table(
    layout: Layout, fields: Mapping[str, Texts], numbers: list[int] | Places, places: Texts
) -> pl.DataFrame:
    """Return a table of the fields of some rows: `numbers` are theirs in the file, `places` their source columns."""
    columns = {"sheet": layout.sheet.name, "source_column": places, **fields}
    return pl.DataFrame(
        [
            pl.Series("source_row", numbers, dtype=pl.Int64),
            *(_series(values, len(numbers)).alias(name) for name, values in columns.items()),
        ]
    )


def _series(texts: Texts, rows: int) -> pl.Series:
    return repeated(texts, rows, pl.String) if isinstance(texts, str) else pl.Series(texts, dtype=pl.String)
