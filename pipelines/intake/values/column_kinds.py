"""The type and parser of each kind of column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import polars as pl

from pipelines.intake.values.cpr import parse_cpr
from pipelines.intake.values.dates import date_evidence, date_parser, month_parser, parse_school_year
from pipelines.intake.values.decimal_sign import Form, Forms
from pipelines.intake.values.excel_errors import UNCALCULATED, is_excel_error
from pipelines.intake.values.fixed_words import (
    BLANK,
    MISSING,
    code_parser,
    parse_class,
    parse_cvr,
    parse_gender,
    parse_list,
    parse_text,
    parse_yes_no,
    word_in,
)
from pipelines.intake.values.numbers import (
    AmountParser,
    IntegerParser,
    decimal_parser,
    number_evidence,
    number_forms,
    percent_parser,
    without_mark,
    without_unit,
)
from pipelines.intake.values.periods import parse_period, parse_year
from pipelines.intake.values.value import Unreadable, Value
from schemas.contract_column import Column
from schemas.kinds import Kind

DTYPES: dict[Kind, type[pl.DataType]] = {
    Kind.CPR: pl.String,
    Kind.DATE: pl.Date,
    Kind.MONTH: pl.Date,
    Kind.SCHOOL_YEAR: pl.String,
    Kind.DECIMAL: pl.Float64,
    Kind.INTEGER: pl.Int64,
    Kind.CODE: pl.String,
    Kind.YES_NO: pl.Boolean,
    Kind.GENDER: pl.String,
    Kind.YEAR: pl.Int64,
    Kind.PERIOD: pl.String,
    Kind.PERCENT: pl.Float64,
    Kind.CVR: pl.String,
    Kind.LIST: pl.String,
    Kind.CLASS: pl.String,
    Kind.TEXT: pl.String,
    Kind.NOTE: pl.String,
}
DAYS = (Kind.DATE, Kind.MONTH)
NUMBERS = (Kind.DECIMAL, Kind.INTEGER, Kind.PERCENT)
_PARSERS: dict[Kind, Callable[[str], Value]] = {
    Kind.CPR: parse_cpr,
    Kind.SCHOOL_YEAR: parse_school_year,
    Kind.YES_NO: parse_yes_no,
    Kind.GENDER: parse_gender,
    Kind.YEAR: parse_year,
    Kind.PERIOD: parse_period,
    Kind.CVR: parse_cvr,
    Kind.LIST: parse_list,
    Kind.CLASS: parse_class,
    Kind.TEXT: parse_text,
    Kind.NOTE: parse_text,
}


def evidence_of(contract: Column, texts: Iterable[str]) -> list[str]:
    """Return the texts that determine how their column is parsed; none where each cell is parsed by itself."""
    if contract.kind in NUMBERS:
        return number_evidence(without_unit(without_mark(text), contract.unit) for text in texts)
    return date_evidence(texts) if contract.kind in DAYS else []


def forms_of(evidence: Iterable[str], contract: Column) -> Forms:
    """Return what a column's evidence shows of the decimal sign; nothing where it has no numbers."""
    return number_forms(evidence, _below_thousand(contract)) if contract.kind in NUMBERS else frozenset()


def _below_thousand(contract: Column) -> bool:
    return contract.kind is Kind.PERCENT or (contract.most is not None and contract.most < 1000)


def parser_for(
    evidence: Iterable[str], contract: Column, file: Iterable[Form] = ()
) -> Callable[[str], Value]:
    """Return the parser of a column by its evidence and the forms of all the file's numbers."""
    if contract.kind in NUMBERS:
        return _number_parser(evidence, contract, file)
    if contract.kind is Kind.DATE:
        return date_parser(evidence)
    if contract.kind is Kind.MONTH:
        return month_parser(evidence)
    if contract.kind is Kind.CODE:
        assert contract.code_list is not None
        return code_parser(contract.code_list)
    return _PARSERS[contract.kind]


def _number_parser(evidence: Iterable[str], contract: Column, file: Iterable[Form]) -> Callable[[str], Value]:
    if contract.kind is Kind.PERCENT:
        return percent_parser(evidence, file)
    read = decimal_parser(evidence, file, _below_thousand(contract))
    if contract.kind is Kind.INTEGER:
        return IntegerParser(read, contract.unit)
    return AmountParser(read, contract.unit) if contract.unit else read


def parse_cell(
    text: str, contract: Column, read: Callable[[str], Value]
) -> tuple[Any, str | None, str | None, bool]:
    """Parse one cell; return (value, word, code, failed)."""
    if word := word_in(text, contract.words):
        return None, word, None, False
    if reason := MISSING.get(text.casefold()):
        # Where an empty cell means something, a text that says why a figure is missing does not.
        withheld = (contract.empty is not None or contract.empty_counts) and reason != BLANK
        return None, None, "missing" if withheld else reason, withheld
    if text == UNCALCULATED:
        return None, None, "formula_uncalculated", True
    if is_excel_error(text):
        return None, None, "excel_error", True
    plain = without_mark(text) if contract.kind in NUMBERS else text
    try:
        found = read(plain)
    except (Unreadable, OverflowError) as problem:
        return None, None, getattr(problem, "code", "number_unreadable"), True
    return found.value, None, found.note if plain == text else "mark_left_out", False
