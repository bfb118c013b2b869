"""Whole columns of text to typed columns: each distinct text is parsed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from pipelines.intake.values.column_kinds import DTYPES, evidence_of, parser_for, read_cell
from pipelines.intake.values.cpr_columns import PLAIN, birth_dates, numbers_of
from pipelines.intake.values.distinct_texts import distinct_texts
from pipelines.intake.values.fixed_words import MISSING
from pipelines.intake.values.value import Value
from schemas.contract import Column, Kind

_FOUND = ("value", "word", "code", "failed")
# Letters lost within a word, or at its beginning before a small letter. Polars' expressions know no look-around.
LOST_LETTERS = r"\x{FFFD}|\pL\?+\pL|(?:^|\s)\?+\p{Ll}{2}"


@dataclass(frozen=True)
class Parsed:
    """One typed column, as long as the text it came from.

    `words` holds the agreed word where one stood in place of a value; `codes` the code of the problem or
    normalisation of each cell, null where there is none; `failed` whether the cell could not be read. `lost` counts
    the cells in which Danish letters were lost.
    """

    values: pl.Series
    words: pl.Series
    codes: pl.Series
    failed: pl.Series
    lost: int = 0


@dataclass
class Reader:
    """Reads one column piece by piece.

    How some columns are to be read is decided by all of their texts. It is supposed from the first piece; `mistaken`
    says afterwards whether all of them say otherwise, and then everything is to be read again.
    """

    contract: Column
    _telling: list[str] = field(default_factory=list)
    _supposed: Callable[[str], Value] | None = None

    @property
    def mistaken(self) -> bool:
        """Say whether the pieces would have to be read otherwise."""
        return self._supposed is not None and self._supposed != parser_for(self._telling, self.contract)

    def settle(self) -> None:
        """From now on read as all texts seen till now want it."""
        self._supposed = parser_for(self._telling, self.contract)

    def parse(self, texts: pl.Series) -> Parsed:
        """Parse cleaned texts (null where the cell is empty) by the column's contract."""
        if self.contract.kind is Kind.CPR:
            return _parse_cprs(texts, self)
        return self.parse_each(texts)

    def parse_each(self, texts: pl.Series) -> Parsed:
        """As `parse`, by looking at each distinct text."""
        coded, different = distinct_texts(texts)
        distinct = different.to_list()
        lookup = _lookup(distinct, self.contract, self._read(distinct))
        empty_cells = coded.null_count() > 0
        value, word, code, failed = (_spread(lookup[name], coded, empty_cells) for name in _FOUND)
        lost = lookup["text"].str.contains(LOST_LETTERS).arg_true()
        count = int(coded.is_in(lost.implode()).sum()) if len(lost) else 0
        return _finished(Parsed(value, word, code, failed.fill_null(False), count), self.contract)

    def _read(self, distinct: list[str]) -> Callable[[str], Value]:
        """The parser of the column, having seen these texts too."""
        figures = [text for text in distinct if text.casefold() not in MISSING]
        self._telling = evidence_of(self.contract.kind, [*self._telling, *figures])
        if self._supposed is None:
            self.settle()
        assert self._supposed is not None
        return self._supposed


def parse_column(texts: pl.Series, contract: Column) -> Parsed:
    """Parse a whole column at once."""
    return Reader(contract).parse(texts)


def _spread(found: pl.Series, coded: pl.Series, empty_cells: bool) -> pl.Series:
    """What was found of each distinct text, to every cell that has it. Mostly there is nothing to be said."""
    if found.is_empty() or found.null_count() == len(found):
        return pl.repeat(None, len(coded), dtype=found.dtype, eager=True)
    if found.dtype == pl.Boolean and not empty_cells and not found.any():
        return pl.repeat(False, len(coded), dtype=pl.Boolean, eager=True)
    return found.gather(coded)


def _finished(parsed: Parsed, contract: Column) -> Parsed:
    """The column with what its empty cells mean."""
    if not parsed.values.null_count():
        return parsed
    empty = parsed.values.is_null() & parsed.words.is_null() & ~parsed.failed
    if contract.empty is not None:
        filled = pl.select(pl.when(empty).then(contract.empty).otherwise(parsed.values)).to_series()
        return replace(parsed, values=filled)
    if contract.required:
        codes = pl.select(pl.when(empty).then(pl.lit("missing")).otherwise(parsed.codes)).to_series()
        return replace(parsed, codes=codes, failed=parsed.failed | (codes == "missing").fill_null(False))
    return parsed


def _parse_cprs(texts: pl.Series, reader: Reader) -> Parsed:
    """Ten plain digits are read all at once, whatever else stands in the column one by one."""
    plain = texts.str.contains(PLAIN).fill_null(False)
    digits = texts.str.replace("-", "", literal=True)
    numbers = digits if plain.all() else pl.select(pl.when(plain).then(digits)).to_series()
    born = birth_dates(numbers_of(numbers))
    plain = plain & pl.Series(~np.isnat(born))
    if plain.all():
        nothing = pl.repeat(None, len(texts), dtype=pl.String, eager=True)
        return Parsed(digits, nothing, nothing, pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True))
    others = reader.parse_each(pl.select(pl.when(~plain).then(texts)).to_series())
    values, codes, failed = pl.select(
        values=pl.when(plain).then(digits).otherwise(others.values),
        codes=pl.when(~plain).then(others.codes),
        failed=~plain & others.failed,
    )
    return Parsed(values, others.words, codes, failed, others.lost)


def _lookup(distinct: list[str], contract: Column, read: Callable[[str], Value]) -> pl.DataFrame:
    results = [read_cell(text, contract, read) for text in distinct]
    dtype = DTYPES[contract.kind]
    return pl.DataFrame(
        {
            "text": pl.Series(distinct, dtype=pl.String),
            "value": pl.Series([r[0] for r in results], dtype=dtype),
            "word": pl.Series([r[1] for r in results], dtype=pl.String),
            "code": pl.Series([r[2] for r in results], dtype=pl.String),
            "failed": pl.Series([r[3] for r in results], dtype=pl.Boolean),
        }
    )
