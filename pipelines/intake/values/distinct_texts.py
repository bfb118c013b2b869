"""The different texts of a column, so that each is looked at once."""

from __future__ import annotations

import polars as pl


def distinct_texts(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Which of the different texts each cell has (null where it is empty), and those texts."""
    places = pl.Categories.random()
    column = texts.cast(pl.Categorical(places))
    # The list of texts lives no longer than the column that it is made for: it is taken while that is there.
    return column.to_physical(), places.to_series()
