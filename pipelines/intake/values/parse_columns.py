"""Parse whole columns of text to typed columns; each distinct text is parsed once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from pipelines.intake.values.column_kinds import DAYS, NUMBERS, evidence_of, forms_of, parse_cell, parser_for
from pipelines.intake.values.cpr_columns import PLAIN, birth_dates, numbers_of
from pipelines.intake.values.decimal_sign import Forms
from pipelines.intake.values.distinct_texts import distinct_texts
from pipelines.intake.values.fixed_words import MISSING, FirstSpelling
from pipelines.intake.values.parsed_column import Coded, Parsed, joined_results
from pipelines.intake.values.value import Value
from pipelines.intake.values.whole_columns import repeated
from schemas.contract_column import Column
from schemas.kinds import Kind


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
    _noted: Coded | None = None
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
            self._noted = Coded(*distinct_texts(texts))
            figures = [text for text in self._noted.texts if text.casefold() not in MISSING]
            self._evidence = evidence_of(self.contract, [*self._evidence, *figures])

    def parse(self, texts: pl.Series) -> Parsed:
        """Parse cleaned texts (null where the cell is empty) by the column's contract."""
        if self.contract.kind is Kind.CPR:
            return _parse_cprs(texts, self)
        return self.parse_each(texts)

    def parse_each(self, texts: pl.Series) -> Parsed:
        """Parse like `parse`, distinct text by distinct text."""
        coded, self._noted = self._noted or Coded(*distinct_texts(texts)), None
        if self._parser is None:
            self.choose_parser()
        assert self._parser is not None
        results = [parse_cell(text, self.contract, self._parser) for text in coded.texts]
        return joined_results(coded, results, self.contract)


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


def _parse_cprs(texts: pl.Series, reader: Reader) -> Parsed:
    """Parse ten plain digits by the column, and all other texts one by one."""
    # Most lists have a person's rows together: each run of one text is parsed once.
    rows, persons = texts.rle_id(), texts.rle().struct.field("value")
    plain, digits = (found[rows] for found in _plain_digits(persons))
    if plain.all():
        nulls = repeated(None, len(texts), pl.String)
        return Parsed(digits, nulls, nulls, repeated(False, len(texts), pl.Boolean))
    others = reader.parse_each(pl.select(pl.when(~plain).then(texts)).to_series())
    values, codes, failed = pl.select(
        values=pl.when(plain).then(digits).otherwise(others.values),
        codes=pl.when(~plain).then(others.codes),
        failed=~plain & others.failed,
    )
    return Parsed(values, others.words, codes, failed, others.lost)


def _plain_digits(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Say of each text whether it is a personal number of ten plain digits, and return them without a hyphen."""
    plain = texts.str.contains(PLAIN).fill_null(False)
    digits = texts.str.replace("-", "", literal=True)
    numbers = digits if plain.all() else pl.select(pl.when(plain).then(digits)).to_series()
    return plain & pl.Series(~np.isnat(birth_dates(numbers_of(numbers)))), digits
