"""Four places forbid numbers in hidden rows, and share no code on purpose: each must know every number there is."""

from __future__ import annotations

import re

import polars as pl
import pytest
from polars import selectors

from pipelines.publication.expectations.cell_expectations import by_part
from pipelines.publication.gate.direct_checks import left_in_hidden_rows
from pipelines.report.read_indicators import without_hidden
from pipelines.transform.project import PROJECT
from tests.publication import example_marts
from tests.report import example_tables

# The same in every row, whatever the cell holds.
CONFIGURED = {"definition_version", "target", "target_year"}
NUMBERS = sorted(set(example_marts.cells().select(selectors.numeric()).columns) - CONFIGURED)
# Great Expectations' part for hidden rows leaves these to its part for suppressed rows: a row that lacks data has the
# coverage for which it is withheld.
ELSEWHERE = {"coverage", "pooled_3y"}


def test_there_are_numbers_to_hide() -> None:
    assert {"numerator", "denominator", "value", "ci_low", "ci_high", *ELSEWHERE} == set(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_gate_reports_it(number: str) -> None:
    assert not list(left_in_hidden_rows(example_marts.cells(example_marts.hidden())))
    assert list(left_in_hidden_rows(example_marts.cells(example_marts.hidden(**{number: 1.0}))))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_report_does_not_read_it(number: str) -> None:
    rows = example_marts.cells(example_marts.hidden(**{number: 1.0}))
    read = without_hidden(example_tables.tables(indicators=rows))["indicators"]
    assert read[number].to_list() == [None]


@pytest.mark.parametrize("number", NUMBERS)
def test_dbt_tests_it(number: str) -> None:
    text = (PROJECT / "tests" / "marts" / "hidden_rows_carry_no_number.sql").read_text(encoding="utf-8")
    assert re.search(rf"coalesce\(.*\b{number}\b", text, re.DOTALL)


@pytest.mark.parametrize("number", [name for name in NUMBERS if name not in ELSEWHERE])
def test_great_expectations_expects_it_to_be_empty(number: str) -> None:
    indicators: pl.DataFrame = example_marts.cells(example_marts.hidden())
    _, expectations = by_part(indicators)["skjulte tal"]
    named = {one.arguments.get("column") for one in expectations if "Null" in one.expectation}
    assert number in named
