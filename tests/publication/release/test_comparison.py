"""Each reason that `medvind diff` gives for a changed figure is the true one."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.publication.mart_tables import INDICATOR_DROPS, INDICATORS
from pipelines.publication.release.comparison import Why, compare
from tests.publication.example_marts import cell, cells, hidden

NOTHING = dict.fromkeys(("numerator", "denominator", "value", "coverage"))
SINCE = date(2026, 10, 21)
OLD, NEW = cell(value=25.0), cell(value=30.0)


def tables(row: dict[str, Any], *receipts: str) -> dict[str, pl.DataFrame]:
    """A publication of one figure that rests on some drops."""
    drops = pl.DataFrame(
        {"receipt_id": receipts},
        schema={"receipt_id": pl.String},
    ).with_columns(indicator_id=pl.lit(row["indicator_id"]), period=pl.lit(row["period"]))
    return {INDICATORS.name: cells(row), INDICATOR_DROPS.name: drops}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        pytest.param((cell(status="not_yet", **NOTHING), "a"), (NEW, "a"), Why.NEW, id="not over before"),
        pytest.param((cell(status="not_delivered", **NOTHING),), (NEW, "b"), Why.LATE, id="nothing had come"),
        pytest.param(
            (cell(status="incomplete", missing="Nordskolen", **NOTHING), "a"),
            (NEW, "a", "b"),
            Why.LATE,
            id="one was missing",
        ),
        pytest.param(
            (OLD, "a"),
            (cell(status="provisional", missing="Nordskolen"), "a", "b"),
            Why.GAP,
            id="one is missing now",
        ),
        pytest.param((OLD, "a"), (NEW, "b"), Why.DROPS, id="a corrected file"),
        pytest.param((cell(status="provisional"), "a"), (OLD, "a"), Why.FINAL, id="provisional before"),
        pytest.param((OLD, "a"), (hidden(), "a"), Why.HIDDEN, id="hidden now"),
        pytest.param((hidden(), "a"), (OLD, "a"), Why.SHOWN, id="hidden before"),
        pytest.param((OLD, "a"), (NEW, "a"), Why.LISTS, id="the same files"),
        pytest.param(
            (OLD, "a"),
            (cell(status="provisional", waiting_since=SINCE), "a", "b"),
            Why.WAITS,
            id="a correction waits",
        ),
        pytest.param(
            (cell(status="provisional", waiting_since=SINCE), "a", "b"),
            (NEW, "a", "b"),
            Why.SETTLED,
            id="a correction waited",
        ),
    ],
)
def test_why_a_figure_has_changed(before: tuple[Any, ...], after: tuple[Any, ...], why: Why) -> None:
    assert compare(tables(*before), tables(*after), {}, {})["why"].to_list() == [why]


def test_a_changed_definition_is_the_reason_before_any_other() -> None:
    name = str(OLD["indicator_id"])
    changed = compare(tables(OLD, "a"), tables(NEW, "b"), {name: "1"}, {name: "2"})
    assert changed["why"].to_list() == [Why.DEFINITION]


def test_what_is_equal_is_not_listed() -> None:
    assert compare(tables(OLD, "a"), tables(OLD, "b"), {}, {}).is_empty()


def test_publications_from_before_the_columns_are_compared() -> None:
    old = tables(OLD, "a")
    old[INDICATORS.name] = old[INDICATORS.name].drop("missing", "waiting_since")
    assert compare(old, tables(NEW, "b"), {}, {})["why"].to_list() == [Why.DROPS]
