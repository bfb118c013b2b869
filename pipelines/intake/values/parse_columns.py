"""Parse whole columns of text to typed columns; each distinct text is parsed once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from pipelines.intake.values.column_kinds import (
    DAYS,
    DTYPES,
    NUMBERS,
    evidence_of,
    forms_of,
    parse_cell,
    parser_for,
)
from pipelines.intake.values.cpr_columns import PLAIN, birth_dates, numbers_of
from pipelines.intake.values.decimal_sign import Forms
from pipelines.intake.values.distinct_texts import distinct_texts
from pipelines.intake.values.fixed_words import MISSING, FirstSpelling
from pipelines.intake.values.value import Value
from schemas.contract import Column, Kind

_RESULTS = ("value", "word", "code", "failed")
# Letters lost inside a word, or at its beginning before a lower-case letter. Polars' regular expressions have no
# look-around.
LOST_LETTERS = r"\x{FFFD}|\pL\?+\pL|(?:^|\s)\?+\p{Ll}{2}"


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


@dataclass(frozen=True)
class _Coded:
    """A column's texts by their index among its distinct texts."""

    column: pl.Series
    distinct: pl.Series


@dataclass(eq=False)
class Reader:
    """Parses one column chunk by chunk.

    The parser of some columns depends on all their texts, and the decimal sign of a column on the numbers of all
    `columns` of the file. It is chosen from the first chunk; `mistaken` says afterwards whether all chunks together
    call for another one, so that everything must be parsed again. A chunk of each column is noted before any is
    parsed.
    """

    contract: Column
    columns: Sequence[Reader] = ()
    spelling: FirstSpelling | None = None
    _evidence: list[str] = field(default_factory=list)
    _noted: _Coded | None = None
    _parser: Callable[[str], Value] | None = None

    @property
    def forms(self) -> Forms:
        """What the column's numbers show of the decimal sign."""
        return forms_of(self._evidence, self.contract)

    @property
    def mistaken(self) -> bool:
        """Say whether all chunks together call for another parser than the one in use."""
        return self._parser is not None and self._parser != self._called_for

    @property
    def _called_for(self) -> Callable[[str], Value]:
        if self.spelling:
            return self.spelling
        file = (form for column in self.columns for form in column.forms)
        return parser_for(self._evidence, self.contract, file)

    def choose_parser(self) -> None:
        """Use the parser that all texts until now call for."""
        self._parser = self._called_for

    def note(self, texts: pl.Series) -> None:
        """Note the evidence in the texts that are parsed next."""
        if self.contract.kind in (*NUMBERS, *DAYS):
            self._noted = _Coded(*distinct_texts(texts))
            figures = [text for text in self._noted.distinct if text.casefold() not in MISSING]
            self._evidence = evidence_of(self.contract, [*self._evidence, *figures])

    def parse(self, texts: pl.Series) -> Parsed:
        """Parse cleaned texts (null where the cell is empty) by the column's contract."""
        if self.contract.kind is Kind.CPR:
            return _parse_cprs(texts, self)
        return self.parse_each(texts)

    def parse_each(self, texts: pl.Series) -> Parsed:
        """Parse like `parse`, distinct text by distinct text."""
        coded, self._noted = self._noted or _Coded(*distinct_texts(texts)), None
        if self._parser is None:
            self.choose_parser()
        assert self._parser is not None
        lookup = _lookup(coded.distinct.to_list(), self.contract, self._parser)
        empty_cells = coded.column.null_count() > 0
        value, word, code, failed = (
            _distribute(lookup[name], coded.column, empty_cells) for name in _RESULTS
        )
        lost = lookup["text"].str.contains(LOST_LETTERS).arg_true()
        count = int(coded.column.is_in(lost.implode()).sum()) if len(lost) else 0
        return _with_empty_cells(Parsed(value, word, code, failed.fill_null(False), count), self.contract)


def readers_of(contracts: Mapping[str, Column], folded: Collection[str] = ()) -> dict[str, Reader]:
    """Return a reader for each column of a file; free texts of `folded` columns are compared folded."""
    readers: dict[str, Reader] = {}
    columns: list[Reader] = []
    for name, contract in contracts.items():
        spelling = FirstSpelling({}) if name in folded and contract.kind is Kind.TEXT else None
        readers[name] = Reader(contract, columns, spelling)
        columns.append(readers[name])
    return readers


def parse_column(texts: pl.Series, contract: Column) -> Parsed:
    """Parse a whole column at once."""
    reader = Reader(contract)
    reader.note(texts)
    return reader.parse(texts)


def _distribute(found: pl.Series, coded: pl.Series, empty_cells: bool) -> pl.Series:
    """Distribute the results of distinct texts to the cells, with shortcuts for results without any entry."""
    if found.is_empty() or found.null_count() == len(found):
        return pl.repeat(None, len(coded), dtype=found.dtype, eager=True)
    if found.dtype == pl.Boolean and not empty_cells and not found.any():
        return pl.repeat(False, len(coded), dtype=pl.Boolean, eager=True)
    return found.gather(coded)


def _with_empty_cells(parsed: Parsed, contract: Column) -> Parsed:
    """Return the column with the meaning of its empty cells applied."""
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
    """Parse ten plain digits by the column, and all other texts one by one."""
    plain = texts.str.contains(PLAIN).fill_null(False)
    digits = texts.str.replace("-", "", literal=True)
    numbers = digits if plain.all() else pl.select(pl.when(plain).then(digits)).to_series()
    birth_date = birth_dates(numbers_of(numbers))
    plain = plain & pl.Series(~np.isnat(birth_date))
    if plain.all():
        nulls = pl.repeat(None, len(texts), dtype=pl.String, eager=True)
        return Parsed(digits, nulls, nulls, pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True))
    others = reader.parse_each(pl.select(pl.when(~plain).then(texts)).to_series())
    values, codes, failed = pl.select(
        values=pl.when(plain).then(digits).otherwise(others.values),
        codes=pl.when(~plain).then(others.codes),
        failed=~plain & others.failed,
    )
    return Parsed(values, others.words, codes, failed, others.lost)


def _lookup(distinct: list[str], contract: Column, read: Callable[[str], Value]) -> pl.DataFrame:
    results = [parse_cell(text, contract, read) for text in distinct]
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
