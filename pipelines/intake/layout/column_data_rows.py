"""Find the data rows of a sheet that was read as columns: only rows that may be none are looked at one by one.

All rows of such a sheet are as wide as its header, so that none is misshapen.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.intake.layout.later_headers import begins_table
from pipelines.intake.layout.non_data_rows import is_non_data, repeats_header, telling_column
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.reading.column_rows import ColumnRows

Places = npt.NDArray[np.int64]


def separate_columns(layout: Layout, rows: ColumnRows) -> tuple[Places, list[tuple[int, str]]] | None:
    """Separate the data rows, counted from 0, from the non-data rows and their reasons, each with its row number.

    Blank rows are in neither. None where another table begins further down, whose cells stand elsewhere.
    """
    is_data, skipped, repeats = _plainly_data(layout, rows), [], repeats_header(layout)
    for row in np.flatnonzero(~is_data).tolist():
        cells = rows[row] if row > layout.header_row else []
        if not any(map(str.strip, cells)):
            continue
        if begins_table(cells, layout):
            return None
        if reason := is_non_data(cells, layout, repeats):
            skipped.append((row + 1, reason))
        else:
            is_data[row] = True
    return np.flatnonzero(is_data), skipped


def _plainly_data(layout: Layout, rows: ColumnRows) -> npt.NDArray[np.bool_]:
    """Say for each row whether it is below the header and plainly data."""
    place = telling_column(layout)
    if place is None or place >= len(rows.columns):
        return np.zeros(len(rows), dtype=bool)
    is_data = _begins_with_digit(rows, 0) & _begins_with_digit(rows, place)
    is_data[: layout.header_row + 1] = False
    return is_data


def _begins_with_digit(rows: ColumnRows, place: int) -> npt.NDArray[np.bool_]:
    texts, which = rows.columns[place]
    is_digit = np.array([text[:1].isdigit() for text in texts], dtype=bool)
    return is_digit.take(np.asarray(which))


def rows_of_column(rows: ColumnRows, place: int, chosen: Places) -> pl.Series | str:
    """Return the texts of a column in some rows."""
    if place >= len(rows.columns):
        return ""
    texts, which = rows.columns[place]
    # `gather` runs a query for this, which takes longer.
    return pl.Series(texts, dtype=pl.String)[np.asarray(which)[chosen]]
