"""The distinct texts of a column, so that each is parsed once.

What was found for them is distributed to the cells by `found[index]`: `found.gather(index)` plans and runs a query.
"""

from __future__ import annotations

import polars as pl


def distinct_texts(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the index of each cell's text (null where the cell is empty), and the distinct texts."""
    places = pl.Categories.random()
    column = texts.cast(pl.Categorical(places))
    # Polars keeps the category list only while a column uses it, so it is read before the column is released.
    return column.to_physical(), places.to_series()
