"""Read the data rows of a recognised sheet as chunks of text, each cell with its place in the sender's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

from pipelines.intake.layout.grid_rows import read_grid_rows
from pipelines.intake.layout.later_headers import begins_table
from pipelines.intake.layout.non_data_rows import is_non_data, repeats_header
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.reading.regular_block import Block, Irregular
from pipelines.intake.reading.regular_text import RegularText
from pipelines.intake.values.text_cleaning import clean


class DataRows(Protocol):
    """The data rows of one sheet.

    A chunk has a column of cleaned text per field, null where empty; the place columns `sheet`, `source_row`
    (as the sender counts, from 1) and `source_column` (letters; in a wide layout the first cell, below a later
    header row @ and its number); `shape`: the code of the problem of a row with too many or too few cells; and,
    where a code of the key has several columns, `beside`: the texts of those it is not read from. The other
    properties are complete once all chunks have been read.
    """

    @property
    def rows(self) -> int:
        """The number of data rows."""

    @property
    def skipped(self) -> list[tuple[int, str]]:
        """The non-data rows, each with its reason."""

    @property
    def cut_off(self) -> bool:
        """Say whether the file ends within its last row."""

    def chunks(self) -> Iterator[pl.DataFrame]:
        """Yield the rows; at least one chunk, which may be empty."""

    def fills(self, place: int) -> bool:
        """Say whether a column that is not agreed has any content."""


def read_data_rows(layout: Layout) -> DataRows:
    """Return the rows below the header row: without blank rows, and without totals, footnotes and repeated headers."""
    if isinstance(layout.sheet.rows, RegularText):
        return RegularDataRows(layout, layout.sheet.rows)
    return read_grid_rows(layout)


@dataclass
class RegularDataRows:
    """The rows of a regular text file, parsed a block at a time."""

    layout: Layout
    text: RegularText
    rows: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)
    cut_off: bool = False
    _filled: set[int] = field(default_factory=set)

    def chunks(self) -> Iterator[pl.DataFrame]:
        """Yield a chunk per block of lines. Raises Irregular where the file turns out not to be regular."""
        self.rows, self.skipped = 0, []
        repeats = repeats_header(self.layout)
        for block in self.text.blocks():
            non_data = []
            for number, cells in block.suspects:
                if not any(cell.strip() for cell in cells):
                    non_data.append(number)
                elif begins_table(cells, self.layout):
                    raise Irregular
                elif reason := is_non_data(cells, self.layout, repeats):
                    non_data.append(number)
                    self.skipped.append((number, reason))
            chunk = self._chunk(block)
            chunk = chunk.filter(~pl.col("source_row").is_in(non_data)) if non_data else chunk
            self.rows += len(chunk)
            yield chunk

    def _chunk(self, block: Block) -> pl.DataFrame:
        places = {at: name for name, at in self.layout.columns.items()}
        unchecked = [at for at in self.layout.others if at not in self._filled]
        cells = block.cells(sorted([*places, *unchecked]))
        self._filled |= {at for at in unchecked if cells[str(at)].str.strip_chars().str.len_bytes().max()}
        if any(not self.layout.heading(at).strip() for at in self._filled):
            raise Irregular
        lacking = [name for name in self.layout.feed.delivered if name not in self.layout.columns]
        text = cells.select(pl.col(str(at)).alias(name) for at, name in places.items())
        return (clean(text) if block.needs_cleaning else text).with_columns(
            *(pl.lit(self.layout.constant(name) or None, pl.String).alias(name) for name in lacking),
            pl.arange(block.first + 1, block.first + 1 + len(cells)).alias("source_row"),
            sheet=pl.lit(self.layout.sheet.name),
            source_column=pl.lit(""),
            shape=pl.lit(None, pl.String),
        )

    def fills(self, place: int) -> bool:
        """Say whether a column that is not agreed has any content."""
        return place in self._filled
