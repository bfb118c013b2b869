"""A typed column, put together from the results of its distinct texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import polars as pl

from pipelines.intake.values.column_kinds import DTYPES
from pipelines.intake.values.whole_columns import repeated
from schemas.contract_column import Column

# Letters lost inside a word, or at its beginning before a lower-case letter. Polars' regular expressions have no
# look-around.
LOST_LETTERS = r"\x{FFFD}|\pL\?+\pL|(?:^|\s)\?+\p{Ll}{2}"


@dataclass(frozen=True)
class Coded:
    """A column's texts by their index among its distinct texts; null where the cell is empty."""

    column: pl.Series
    distinct: pl.Series

    @cached_property
    def texts(self) -> list[str]:
        """The distinct texts as Python's."""
        texts: list[str] = self.distinct.to_list()
        return texts


@dataclass(frozen=True)
class Parsed:
    """One typed column, as long as its text column.

    `words` holds the agreed word where one replaces a value; `codes` the code of the problem or normalisation of
    each cell, null where there is none; `failed` whether the cell could not be parsed. `lost` counts the cells with
    lost Danish letters.
    """

    values: pl.Series
    words: pl.Series
    codes: pl.Series
    failed: pl.Series
    lost: int = 0


def joined_results(
    coded: Coded, results: Sequence[tuple[Any, str | None, str | None, bool]], contract: Column
) -> Parsed:
    """Return the column from the (value, word, code, failed) of each distinct text."""
    dtypes: list[type[pl.DataType]] = [DTYPES[contract.kind], pl.String, pl.String]
    value, word, code = (
        _distribute([result[at] for result in results], coded.column, dtype)
        for at, dtype in enumerate(dtypes)
    )
    failed = _failed([result[3] for result in results], coded.column)
    return _with_empty_cells(Parsed(value, word, code, failed, _count_lost(coded)), contract)


def _distribute(found: list[Any], coded: pl.Series, dtype: type[pl.DataType]) -> pl.Series:
    """Distribute the results of distinct texts to the cells; null where there is none."""
    if all(result is None for result in found):
        return repeated(None, len(coded), dtype)
    return pl.Series(found, dtype=dtype)[coded]


def _failed(found: list[bool], coded: pl.Series) -> pl.Series:
    if not any(found):
        return repeated(False, len(coded), pl.Boolean)
    return pl.Series(found, dtype=pl.Boolean)[coded].fill_null(False)


def _count_lost(coded: Coded) -> int:
    """Count the cells with lost letters, by the distinct texts."""
    suspects = [at for at, text in enumerate(coded.texts) if "?" in text or "\ufffd" in text]
    if not suspects:
        return 0
    lost = pl.Series([coded.texts[at] for at in suspects]).str.contains(LOST_LETTERS)
    places = pl.Series(suspects, dtype=coded.column.dtype).filter(lost)
    return int(coded.column.is_in(places.implode()).sum()) if len(places) else 0


def _with_empty_cells(parsed: Parsed, contract: Column) -> Parsed:
    """Return the column with the meaning of its empty cells applied."""
    says_something = contract.empty is not None or contract.required
    if not (says_something and parsed.values.null_count()):
        return parsed
    empty = parsed.values.is_null() & parsed.words.is_null() & ~parsed.failed
    if contract.empty is not None:
        filled = pl.select(pl.when(empty).then(contract.empty).otherwise(parsed.values)).to_series()
        return replace(parsed, values=filled)
    codes = pl.select(pl.when(empty).then(pl.lit("missing")).otherwise(parsed.codes)).to_series()
    return replace(parsed, codes=codes, failed=parsed.failed | (codes == "missing").fill_null(False))
