"""Polars: `pl.Categories.random`, which Polars calls unstable, numbers the texts of one column from zero.

If this fails, the distinct texts of a column are found wrongly or not at all, so that no cell is read
(`pipelines/intake/values/distinct_texts.py`), or an archived drop cannot be written
(`pipelines/intake/archive/row_writer.py`).
"""

from __future__ import annotations

import polars as pl
import pyarrow as pa


def test_each_random_categories_numbers_its_own_texts_in_order_of_appearance() -> None:
    for texts in (["b", "a", None, "b"], ["c", "b"]):
        categories = pl.Categories.random()
        column = pl.Series(texts).cast(pl.Categorical(categories))
        distinct = list(dict.fromkeys(text for text in texts if text))
        assert categories.to_series().to_list() == distinct
        assert column.to_physical().to_list() == [distinct.index(text) if text else None for text in texts]


def test_such_a_column_is_a_dictionary_in_arrow() -> None:
    column = pl.Series(["b", "a", "b"]).cast(pl.Categorical(pl.Categories.random())).to_arrow()
    assert pa.types.is_dictionary(column.type)
    assert column.to_pylist() == ["b", "a", "b"]
    assert len(column.dictionary) == 2
