"""Definitions that exist in two places without shared code agree."""

from __future__ import annotations

import re
from typing import Any

import duckdb
import polars as pl
import pytest
import yaml

from pipelines.judgement import COLUMNS, target
from pipelines.publication.expectations.suites import VERDICTS
from pipelines.publication.mart_tables import PATHWAY_MONTHS, PUBLISHED, PublishedTable
from pipelines.report import target_course
from pipelines.report.labels_da import VERDICTS as VERDICT_WORDS
from pipelines.report.pathway_flows import MONTHS
from pipelines.settings import Settings
from pipelines.transform.project import PROJECT
from pipelines.transform.source_tables import period_label
from schemas.code_lists import packaged_code_list
from schemas.partners import Expected


def macro_file(name: str) -> str:
    return (PROJECT / "macros" / f"{name}.sql").read_text(encoding="utf-8")


def described(mart: str) -> dict[str, Any]:
    file = yaml.safe_load((PROJECT / "models" / "marts" / f"{mart}.yml").read_text(encoding="utf-8"))
    found: dict[str, Any] = file["models"][0]
    return found


def columns_of(mart: str) -> dict[str, Any]:
    return {column["name"]: column for column in described(mart)["columns"]}


@pytest.mark.parametrize("table", PUBLISHED, ids=[table.name for table in PUBLISHED])
def test_the_columns_of_a_mart_are_those_that_are_audited(table: PublishedTable) -> None:
    assert tuple(columns_of(table.name)) == table.columns


def test_the_verdicts_of_deliveries_are_the_same_everywhere() -> None:
    (grain,) = described("deliveries")["data_tests"]
    assert sorted(grain["unique_combination"]["arguments"]["among"]["verdict"]) == sorted(VERDICTS)
    assert set(VERDICT_WORDS) == set(VERDICTS)


def test_the_report_draws_the_forecast_as_far_ahead_as_it_is_made() -> None:
    assert target_course.YEARS_AHEAD == target.YEARS_AHEAD


def test_the_months_of_a_pathway_are_the_same_everywhere() -> None:
    macro = re.search(r"macro pathway_months.*?\[(.*?)\]", macro_file("counts"), re.DOTALL)
    assert macro and tuple(map(int, macro[1].split(","))) == PATHWAY_MONTHS == MONTHS


def test_the_columns_of_the_verdicts_are_those_that_judge_returns() -> None:
    kinds = {pl.String(): "varchar", pl.Float64(): "double", pl.Int64(): "bigint"}
    kinds_of = {name: column["data_type"] for name, column in columns_of("judgements").items()}
    assert kinds_of == {name: kinds[kind] for name, kind in COLUMNS.items()}


def test_every_verdict_is_a_code_of_the_list() -> None:
    """The package writes all codes of the list but `no_target`, which the overview writes."""
    written = set[str]()
    for path in (PROJECT.parent / "pipelines" / "judgement").glob("*.py"):
        written |= set(re.findall(r'"([a-z_]+)"', path.read_text(encoding="utf-8")))
    assert set(packaged_code_list("verdicts").codes) - {"no_target"} <= written


def test_a_delivery_is_labelled_as_the_period_of_the_marts(small_installation: Settings) -> None:
    """Quarters and school years are named in SQL (int_periods) and in Python (the delivery calendar)."""
    with duckdb.connect(str(small_installation.warehouse), read_only=True) as warehouse:
        periods = warehouse.execute(
            "select period, period_start, period_end from int_periods where period_type in ('quarter', 'school_year')"
        ).fetchall()
    assert len(periods) > 4
    for period, first, last in periods:
        assert period_label(Expected("skole", "absence", first, last, last)) == period
