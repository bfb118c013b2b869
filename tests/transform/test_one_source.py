"""Definitions that exist in two places without shared code agree."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import product
from typing import Any

import duckdb
import pytest
import yaml
from jinja2 import Environment

from pipelines.publication.expectations.suites import VERDICTS
from pipelines.publication.mart_tables import PATHWAY_MONTHS, PUBLISHED, PublishedTable
from pipelines.report.indicator_figures import Figure
from pipelines.report.labels_da import VERDICTS as VERDICT_WORDS
from pipelines.report.pathway_flows import MONTHS
from pipelines.report.significance import differ
from pipelines.settings import Settings
from pipelines.transform.project import PROJECT
from pipelines.transform.source_tables import period_label
from schemas.code_lists import packaged_code_list
from schemas.partners import Expected
from tests.report import example_tables


def macro_file(name: str) -> str:
    return (PROJECT / "macros" / f"{name}.sql").read_text(encoding="utf-8")


def columns_of(mart: str) -> dict[str, Any]:
    described = yaml.safe_load((PROJECT / "models" / "marts" / f"{mart}.yml").read_text(encoding="utf-8"))
    return {column["name"]: column for column in described["models"][0]["columns"]}


@pytest.mark.parametrize("table", PUBLISHED, ids=[table.name for table in PUBLISHED])
def test_the_columns_of_a_mart_are_those_that_are_audited(table: PublishedTable) -> None:
    assert tuple(columns_of(table.name)) == table.columns


def test_the_verdicts_of_deliveries_are_the_same_everywhere() -> None:
    tests = columns_of("deliveries")["verdict"]["data_tests"]
    accepted = [test["accepted_values"]["arguments"]["values"] for test in tests if "accepted_values" in test]
    assert [sorted(values) for values in accepted] == [sorted(VERDICTS)]
    assert set(VERDICT_WORDS) == set(VERDICTS)


def test_the_months_of_a_pathway_are_the_same_everywhere() -> None:
    macro = re.search(r"macro pathway_months.*?\[(.*?)\]", macro_file("counts"), re.DOTALL)
    assert macro and tuple(map(int, macro[1].split(","))) == PATHWAY_MONTHS == MONTHS


@pytest.mark.parametrize("name", ["target_verdict", "change_verdict"])
def test_a_verdict_is_a_code_of_its_list(name: str) -> None:
    macro = re.search(rf"macro {name}\(.*?endmacro", macro_file("verdicts"), re.DOTALL)
    written = set(re.findall(r"(?:then|else) '(\w+)'", macro[0] if macro else ""))
    assert written == set(packaged_code_list(f"{name}s").codes)


def test_the_report_and_the_marts_agree_on_what_chance_explains() -> None:
    """Compare the two-proportion test of macros/statistics.sql with the report's on many pairs of shares."""
    macros: Any = Environment().from_string(macro_file("statistics")).module  # noqa: S701 - SQL, not HTML
    question = f"select {macros.differs_beyond_noise('y1', 'n1', 'y2', 'n2')} from pairs"  # noqa: S608
    shares = [(y, n) for n in (5, 30, 100, 1000) for y in {1, n // 10, n // 3, n // 2, n - 1} if 0 < y < n]
    pairs = [(*one, *other) for one, other in product(shares, shares)]
    with duckdb.connect() as connection:
        connection.execute("create table pairs (y1 double, n1 double, y2 double, n2 double)")
        connection.executemany("insert into pairs values (?, ?, ?, ?)", pairs)
        differs = [row[0] for row in connection.execute(question).fetchall()]
    assert differs == [differ(_figure(y1, n1), _figure(y2, n2)) for y1, n1, y2, n2 in pairs]
    assert 0 < sum(differs) < len(differs)


def _figure(numerator: float, denominator: float) -> Figure:
    row = example_tables.share(2024, numerator, denominator)
    return Figure(**{field.name: row[field.name] for field in fields(Figure)})


def test_a_delivery_is_labelled_as_the_period_of_the_marts(small_installation: Settings) -> None:
    """Quarters and school years are named in SQL (int_periods) and in Python (the delivery calendar)."""
    with duckdb.connect(str(small_installation.warehouse), read_only=True) as warehouse:
        periods = warehouse.execute(
            "select period, period_start, period_end from int_periods where period_type in ('quarter', 'school_year')"
        ).fetchall()
    assert len(periods) > 4
    for period, first, last in periods:
        assert period_label(Expected("skole", "absence", first, last, last)) == period
