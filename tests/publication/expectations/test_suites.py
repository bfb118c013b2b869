"""The expectation suites: what fails each of them, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.publication.expectations.audit import Audit, audit
from tests.publication import example_marts
from tests.publication.example_marts import cell, cells, hidden, rate

Tables = dict[str, pl.DataFrame]


def audited_with(*rows: dict[str, object]) -> Audit:
    """The audit of valid marts with `rows` added to the indicators."""
    good = example_marts.tables()
    return audit(good | {"indicators": pl.concat([good["indicators"], cells(*rows)])}, None)


def broken(outcome: Audit) -> set[tuple[str, str | None]]:
    return {(failure.expectation, failure.column) for failure in outcome.failures}


def test_good_marts_pass_also_compared_with_themselves() -> None:
    outcome = audit(example_marts.tables(), example_marts.tables())
    assert outcome.success
    assert outcome.failures == ()


BETWEEN, NULL = "ExpectColumnValuesToBeBetween", "ExpectColumnValuesToBeNull"
NOT_NULL, IN_SET = "ExpectColumnValuesToNotBeNull", "ExpectColumnValuesToBeInSet"
NO_ROWS = "ExpectTableRowCountToEqual"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (cell(area="A", numerator=4.0), {(BETWEEN, "numerator")}),
        (cell(area="A", numerator=156.0), {(BETWEEN, "outside")}),
        (
            cell(area="A", denominator=9.0, numerator=4.0),
            {(BETWEEN, c) for c in ("numerator", "denominator")},
        ),
        (cell(area="A", value=101.0), {(BETWEEN, "value")}),
        (cell(area="A", ci_high=101.0), {(BETWEEN, "ci_high")}),
        (cell(area="A", ci_low=None), {(NOT_NULL, "ci_low")}),
        (cell(area="A", value=None), {(NOT_NULL, "value")}),
        (cell(area="A", status="provisional", coverage=1.2), {(BETWEEN, "coverage")}),
        (cell(area="A", coverage=0.9), {(IN_SET, "coverage")}),
        (cell(area="A", missing="Nordskolen"), {(NULL, "missing")}),
        (cell(area="A", status="fin"), {(IN_SET, "status")}),
        (cell(area="A", unit="kr"), {(IN_SET, "unit")}),
        (cell(area=None), {(NOT_NULL, "area")}),
        (cell(), {("ExpectCompoundColumnsToBeUnique", None)}),
        (cell(period="2024/25", area="A"), {(NO_ROWS, None)}),
        (cell(area="A", definition_version="2"), {(NO_ROWS, None)}),
        (rate(area="A", value=-1.0), {(BETWEEN, "value")}),
        *[
            (hidden(area="A", **{c: 50.0}), {(NULL, c)})
            for c in ("numerator", "value", "ci_low", "pooled_3y")
        ],
        (hidden(area="A", few=True), {(IN_SET, "few")}),
        (hidden(area="A", status="not_delivered", denominator=50.0), {(NULL, "denominator")}),
    ],
)
def test_one_bad_row_fails_only_its_expectation(
    row: dict[str, object], expected: set[tuple[str, str]]
) -> None:
    outcome = audited_with(row)
    assert not outcome.success
    assert broken(outcome) == expected


def test_a_provisional_share_is_protected_like_others() -> None:
    assert (BETWEEN, "numerator") in broken(audited_with(cell(area="A", status="provisional", numerator=4.0)))


def test_memberships_may_exceed_one_hundred() -> None:
    assert audited_with(rate(area="A", value=180.0)).success


def without(name: str, column: str) -> Callable[[Tables], Tables]:
    return lambda tables: tables | {name: tables[name].drop(column)}


def reordered(tables: Tables) -> Tables:
    frame = tables["deliveries"]
    return tables | {"deliveries": frame.select(frame.columns[::-1])}


def with_person_key(tables: Tables) -> Tables:
    return tables | {"indicators": tables["indicators"].with_columns(person_key=pl.lit("abc"))}


@pytest.mark.parametrize(
    ("change", "table"),
    [
        (without("indicators", "few"), "indicators"),
        (with_person_key, "indicators"),
        (reordered, "deliveries"),
        (lambda tables: {k: v for k, v in tables.items() if k != "overview"}, "overview"),
    ],
)
def test_columns_are_exact(change: Callable[[Tables], Tables], table: str) -> None:
    outcome = audit(change(example_marts.tables()), None)
    assert [(failure.table, failure.column) for failure in outcome.failures] == [(table, None)]


def test_every_definition_has_rows() -> None:
    tables = example_marts.tables()
    tables["indicators"] = tables["indicators"].filter(pl.col("indicator_id") == "absence_over_10")
    (failure,) = audit(tables, None).failures
    assert (failure.table, failure.unexpected_count) == ("indicator_definitions", 1)


@pytest.mark.parametrize(
    "leak",
    [
        {"value": 26.0},
        {"numerator": 41.0},
        {"period": "2024/25"},
        {"previous_period": "2024/25", "previous_value": 20.0},
    ],
)
def test_the_overview_holds_no_number_that_the_indicators_do_not(leak: dict[str, object]) -> None:
    tables = example_marts.tables()
    leaks = [pl.lit(value).alias(column) for column, value in leak.items()]
    tables["overview"] = tables["overview"].head(1).with_columns(leaks)
    (failure,) = audit(tables, None).failures
    assert (failure.table, failure.unexpected_count) == ("overview", 1)


def test_the_overview_may_hold_the_previous_shown_total() -> None:
    tables = example_marts.tables()
    before = {"period": "2024/25", "value": 20.0}
    tables["indicators"] = pl.concat([tables["indicators"], cells(cell(**before))])
    looks_back = [pl.lit(value).alias(f"previous_{column}") for column, value in before.items()]
    tables["overview"] = tables["overview"].head(1).with_columns(looks_back)
    assert audit(tables, None).success


@pytest.mark.parametrize("cell", ["gender=male", "area=OE1"])
def test_nothing_is_judged_that_the_indicators_do_not_show(cell: str) -> None:
    tables = example_marts.tables()
    told = {"cell": pl.lit(cell), "estimate": pl.lit(4.0), "period": pl.lit("2025/26")}
    one = tables["judgements"].head(1).with_columns(**told)
    tables["judgements"] = pl.concat([tables["judgements"], one])
    (failure,) = audit(tables, None).failures
    assert (failure.table, failure.unexpected_count) == ("judgements", 1)


def with_counts(table: str, **changes: object) -> Audit:
    """The audit of valid marts with the first row of one table changed."""
    tables = example_marts.tables()
    first = [pl.lit(value).alias(column) for column, value in changes.items()]
    changed = tables[table].head(1).with_columns(first)
    return audit(tables | {table: pl.concat([changed, tables[table].slice(1)], how="vertical_relaxed")}, None)


@pytest.mark.parametrize(
    ("table", "changes", "expected"),
    [
        ("pathways", {"persons": 4}, (BETWEEN, "persons")),
        ("pathways", {"status": "fin"}, (IN_SET, "status")),
        ("pathways", {"months": 6}, (IN_SET, "months")),
        ("initiative_reach", {"participants": 4, "completed": None}, (BETWEEN, "participants")),
        ("initiative_reach", {"completed": 4}, (BETWEEN, "completed")),
        ("initiative_reach", {"completed": 13}, (NO_ROWS, None)),
        ("initiative_reach", {"participants": None}, (NO_ROWS, None)),
        ("initiative_reach", {"initiative_id": "hemmelig"}, (NO_ROWS, None)),
        ("initiatives", {"name": None}, (NOT_NULL, "name")),
        ("benchmarks", {"source": None}, (NOT_NULL, "source")),
    ],
)
def test_one_bad_count_fails_only_its_expectation(
    table: str, changes: dict[str, object], expected: tuple[str, str | None]
) -> None:
    assert broken(with_counts(table, **changes)) == {expected}


def test_too_few_rows_since_the_last_publication_stop_the_next() -> None:
    areas = [cell(area=str(number)) for number in range(6)]
    previous = example_marts.tables() | {"indicators": cells(cell(), rate(), *areas)}
    rows = {n: cells(cell(), rate(), *areas[:n]) for n in (5, 4)}
    fewer = {
        n: example_marts.tables() | {"indicators": some, "judgements": example_marts.judgements(some)}
        for n, some in rows.items()
    }
    assert audit(fewer[5], previous).success
    assert broken(audit(fewer[4], previous)) == {("ExpectTableRowCountToBeBetween", None)}


def test_an_indicator_that_vanished_stops_the_publication() -> None:
    previous = example_marts.tables()
    previous["indicators"] = pl.concat([previous["indicators"], cells(cell(indicator_id="old"))])
    (failure,) = audit(example_marts.tables(), previous).failures
    assert failure.sentence == "Ingen indikator fra den forrige udgivelse er forsvundet."
    assert failure.unexpected_count == 1
