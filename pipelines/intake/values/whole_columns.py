"""Columns with one value in every row.

`pl.repeat` plans and runs a query, which takes longer than everything else that is done with a column of a small file.
"""

from __future__ import annotations

import polars as pl


def repeated(value: object, rows: int, dtype: type[pl.DataType]) -> pl.Series:
    """Return a column of `rows` times the value."""
    return pl.Series([value], dtype=dtype).new_from_index(0, rows)
