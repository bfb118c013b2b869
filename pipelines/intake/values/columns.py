"""Whole columns of text to typed columns: each distinct text is parsed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.intake.values.cpr import parse_cpr
from pipelines.intake.values.dates import date_parser, parse_month, parse_school_year
from pipelines.intake.values.excel_errors import is_excel_error
from pipelines.intake.values.numbers import decimal_parser, parse_integer, percent_parser
from pipelines.intake.values.periods import parse_period, parse_year
from pipelines.intake.values.value import Unreadable, Value
from pipelines.intake.values.words import (
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
from schemas.contract import Column, Kind

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
_PARSERS: dict[Kind, Callable[[str], Value]] = {
    Kind.CPR: parse_cpr,
    Kind.MONTH: parse_month,
    Kind.SCHOOL_YEAR: parse_school_year,
    Kind.INTEGER: parse_integer,
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


@dataclass(frozen=True)
class Parsed:
    """One typed column, as long as the text it came from.

    `words` holds the agreed word where one stood in place of a value; `codes` the code of the problem or
    normalisation of each cell, null where there is none; `failed` whether the cell could not be read.
    """

    values: pl.Series
    words: pl.Series
    codes: pl.Series
    failed: pl.Series


def parse_column(texts: pl.Series, contract: Column) -> Parsed:
    """Parse cleaned texts (null where the cell is empty) by the column's contract."""
    distinct: list[str] = texts.drop_nulls().unique().to_list()
    lookup = _lookup(distinct, contract)
    cells = texts.to_frame("text").join(lookup, on="text", how="left", maintain_order="left")
    empty = cells["value"].is_null() & cells["word"].is_null() & ~cells["failed"].fill_null(False)
    values, codes = cells["value"], cells["code"]
    if contract.empty is not None:
        values = pl.select(pl.when(empty).then(contract.empty).otherwise(values)).to_series()
    elif contract.required:
        codes = pl.select(pl.when(empty).then(pl.lit("missing")).otherwise(codes)).to_series()
    failed = cells["failed"].fill_null(False) | (codes == "missing").fill_null(False)
    return Parsed(values, cells["word"], codes, failed)


def _lookup(distinct: list[str], contract: Column) -> pl.DataFrame:
    read = _parser_for(distinct, contract)
    results = [_cell(text, contract, read) for text in distinct]
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


def _parser_for(distinct: Iterable[str], contract: Column) -> Callable[[str], Value]:
    figures = [text for text in distinct if text.casefold() not in MISSING]
    if contract.kind is Kind.DECIMAL:
        return decimal_parser(figures)
    if contract.kind is Kind.DATE:
        return date_parser(figures)
    if contract.kind is Kind.PERCENT:
        return percent_parser(figures)
    if contract.kind is Kind.CODE:
        assert contract.code_list is not None
        return code_parser(contract.code_list)
    return _PARSERS[contract.kind]


def _cell(
    text: str, contract: Column, read: Callable[[str], Value]
) -> tuple[Any, str | None, str | None, bool]:
    """One cell as (value, word, code, failed)."""
    if word := word_in(text, contract.words):
        return None, word, None, False
    if reason := MISSING.get(text.casefold()):
        # Where an empty cell means 0, one that says why there is no figure does not.
        withheld = contract.empty is not None and reason != BLANK
        return None, None, "missing" if withheld else reason, withheld
    if is_excel_error(text):
        return None, None, "excel_error", True
    try:
        found = read(text)
    except (Unreadable, OverflowError) as problem:
        return None, None, getattr(problem, "code", "number_unreadable"), True
    return found.value, None, found.note, False
