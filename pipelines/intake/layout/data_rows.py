"""The data rows of a recognised sheet as pieces of a table of text, each cell with its place in the sender's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

from pipelines.intake.layout.grid_rows import read_grid_rows
from pipelines.intake.layout.non_data_rows import is_non_data, repeats_header
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.reading.regular_block import Block
from pipelines.intake.reading.regular_text import RegularText
from pipelines.intake.values.text_cleaning import clean


class DataRows(Protocol):
    """The data rows of one sheet.

    A piece of them has a column of cleaned text per field, null where empty, the place columns `sheet`, `source_row`
    (as the sender counts, from 1) and `source_column` (letters; in a wide layout the first cell), and `too_wide`: the
    row has more cells than the header. What else is told is known when all pieces have been gone through.
    """

    @property
    def rows(self) -> int:
        """How many rows there are."""

    @property
    def skipped(self) -> list[tuple[int, str]]:
        """The rows that are no data, and why."""

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Go through the rows; there is always one piece, be it without a row."""

    def fills(self, place: int) -> bool:
        """Say whether a column that is not agreed has anything in it."""


def read_data_rows(layout: Layout) -> DataRows:
    """The rows below the header; blank rows are nothing, totals, footnotes and headers are skipped."""
    if isinstance(layout.sheet.rows, RegularText):
        return RegularDataRows(layout, layout.sheet.rows)
    return read_grid_rows(layout)


@dataclass
class RegularDataRows:
    """The rows of a regular text file, of which no cell has to be looked at alone."""

    layout: Layout
    text: RegularText
    rows: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)
    _filled: set[int] = field(default_factory=set)

    def pieces(self) -> Iterator[pl.DataFrame]:
        """A block of lines at a time. Raises Irregular where the file turns out not to be one of this kind."""
        self.rows, self.skipped = 0, []
        repeats = repeats_header(self.layout)
        for block in self.text.blocks():
            gone = []
            for number, cells in block.suspects:
                if not any(cell.strip() for cell in cells):
                    gone.append(number)
                elif reason := is_non_data(cells, self.layout, repeats):
                    gone.append(number)
                    self.skipped.append((number, reason))
            piece = self._piece(block)
            piece = piece.filter(~pl.col("source_row").is_in(gone)) if gone else piece
            self.rows += len(piece)
            yield piece

    def _piece(self, block: Block) -> pl.DataFrame:
        places = {at: name for name, at in self.layout.columns.items()}
        unseen = [at for at in self.layout.others if at not in self._filled]
        cells = block.cells(sorted([*places, *unseen]))
        self._filled |= {at for at in unseen if cells[str(at)].str.strip_chars().str.len_bytes().max()}
        lacking = [name for name in self.layout.feed.delivered if name not in self.layout.columns]
        text = cells.select(pl.col(str(at)).alias(name) for at, name in places.items())
        return (clean(text) if block.has_odd_spaces else text).with_columns(
            *(pl.lit(None, pl.String).alias(name) for name in lacking),
            pl.arange(block.first + 1, block.first + 1 + len(cells)).alias("source_row"),
            sheet=pl.lit(self.layout.sheet.name),
            source_column=pl.lit(""),
            too_wide=pl.lit(value=False),
        )

    def fills(self, place: int) -> bool:
        """Say whether a column that is not agreed has anything in it."""
        return place in self._filled
