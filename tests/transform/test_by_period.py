"""Models whose rows of a period come from that period alone: only the periods of changed drops are written."""

from __future__ import annotations

import json
import re
import time
from datetime import date

import duckdb
import pytest

from benchmarks.small_drop_installation import drop
from pipelines import pipeline
from pipelines.intake.archive.drop_folder import is_live, read_manifests
from pipelines.intake.decision.withdraw import withdraw
from pipelines.lock import data_lock
from pipelines.settings import Settings
from pipelines.transform.build_state import State
from pipelines.transform.changed_days import changed_days
from pipelines.transform.dbt_runner import build_cells
from pipelines.transform.parsed_project import manifest
from schemas.feeds import all_feeds

BY_PERIOD = (
    "stg_absence",
    "int_absence",
    "absence_rate",
    "absence_over_10",
    "absence_unlawful_15_quarter",
)
Tables = dict[str, list[tuple[object, ...]]]


def deliver(settings: Settings, text: str) -> None:
    """Ingest an absence file of Nordskolen and build what it changes."""
    sent = settings.inbox / "nordskolen" / "Fravær.csv"
    sent.write_text(text, encoding="utf-8")
    time.sleep(2 * settings.limits.settle_seconds)
    assert [taken.accepted for taken in pipeline.ingest(settings).drops] == [True]
    pipeline.build(settings)


def tables(settings: Settings) -> Tables:
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        return {
            name: warehouse.execute(f"select * from {name} order by all").fetchall()  # noqa: S608 - names of our own
            for name in (*BY_PERIOD, "cells")
        }


def test_what_is_built_by_period_is_what_all_of_it_would_be(small_installation: Settings) -> None:
    """After new lists, the correction of one, and a list of a quarter that was withdrawn."""
    deliver(small_installation, drop(1))
    deliver(small_installation, drop(20))
    deliver(small_installation, drop(20).replace(";20;", ";19;", 150))
    corrected = tables(small_installation)
    quarter = [
        found
        for found in read_manifests(small_installation)
        if found.feed == "absence"
        and found.period_start == date(2025, 4, 1)
        and is_live(small_installation, found)
    ]
    with data_lock(small_installation):
        withdraw(small_installation, quarter[0], "refused_by_secretariat")
    pipeline.build(small_installation)
    by_period = tables(small_installation)
    assert by_period["stg_absence"] != corrected["stg_absence"] and by_period["cells"] != corrected["cells"]
    build_cells(small_installation, set(all_feeds()))
    assert tables(small_installation) == by_period


def test_a_drop_that_is_withdrawn_after_a_build_that_did_not_end_leaves_nothing(
    small_installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has changed since the last build that ended, but the tables have the drop's rows."""
    before = tables(small_installation)

    def interrupted(*_: object) -> None:
        raise InterruptedError

    with monkeypatch.context() as patched, pytest.raises(InterruptedError):
        patched.setattr(State, "save", interrupted)
        deliver(small_installation, drop(3))
    assert tables(small_installation) != before
    newest = list(read_manifests(small_installation))[-1]
    with data_lock(small_installation):
        withdraw(small_installation, newest, "refused_by_secretariat")
    pipeline.build(small_installation)
    assert tables(small_installation) == before


# Columns of text that no other table of rows by period is made of.
MARKS = {"stg_absence": "gender", "int_absence": "school_no", "cells": "links"} | dict.fromkeys(
    BY_PERIOD[2:], "cluster"
)


def mark(settings: Settings) -> None:
    """Mark all rows of the tables: those that are written after this have no mark."""
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        for table, column in MARKS.items():
            warehouse.execute(f"update {table} set {column} = 'kept'")  # noqa: S608 - names of our own


def rows(settings: Settings, condition: str) -> dict[str, int]:
    """Count the rows of each table whose mark meets a condition."""
    count = "select count(*) from {} where {} {}"
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        return {
            table: warehouse.execute(count.format(table, column, condition)).fetchall()[0][0]
            for table, column in MARKS.items()
        }


def test_only_the_periods_of_a_changed_drop_are_written(small_installation: Settings) -> None:
    mark(small_installation)
    deliver(small_installation, drop(2))
    written = rows(small_installation, "is distinct from 'kept'")
    with duckdb.connect(str(small_installation.warehouse), read_only=True) as warehouse:
        month = warehouse.execute(
            "select count(*) from stg_absence where month = date '2010-03-01'"
        ).fetchall()
        periods = warehouse.execute("select count(*) from int_absence where period in ('2009/10', '2010K1')")
        own = {"stg_absence": month[0][0], "int_absence": periods.fetchall()[0][0]}
    # None of these pupils is known as a resident.
    assert written == dict.fromkeys(MARKS, 0) | own and all(own.values())


def test_indicators_are_built_whole_where_something_else_they_read_has_changed(
    small_installation: Settings,
) -> None:
    mark(small_installation)
    build_cells(small_installation, {"absence", "residents"}, days=[(date(2025, 4, 1), date(2025, 4, 30))])
    kept = rows(small_installation, "= 'kept'")
    assert kept["stg_absence"] and kept["int_absence"]
    assert not any(kept[indicator] for indicator in BY_PERIOD[2:])


def test_days_are_not_known_of_a_warehouse_that_was_built_before_they_were_noted(
    small_installation: Settings,
) -> None:
    now = State.now(small_installation)
    assert changed_days(small_installation, now, now, ["absence"]) == []
    assert changed_days(small_installation, None, now, ["absence"]) is None
    unnoted = State(**now.as_json())  # type: ignore[arg-type]
    assert changed_days(small_installation, unnoted, now, ["absence"]) is None


def test_a_drop_without_manifest_makes_the_days_unknown(small_installation: Settings) -> None:
    now = State.now(small_installation)
    more = State(**now.as_json(), live=now.live | {"absence": [*now.live["absence"], "lost"]})  # type: ignore[arg-type]
    assert changed_days(small_installation, now, more, ["absence"]) is None


def replaced_models(settings: Settings, column: str) -> dict[str, str]:
    """The SQL of each model that is replaced by a column, by its name."""
    nodes = json.loads(manifest(settings).read_text(encoding="utf-8"))["nodes"].values()
    return {
        node["name"]: node["raw_code"]
        for node in nodes
        if node["config"].get("meta", {}).get("replaced_by") == column
    }


def test_a_list_is_replaced_by_a_date_that_its_versions_and_rows_are_told_apart_by(
    small_installation: Settings,
) -> None:
    """Otherwise a newer list could replace rows of other dates, which would stay."""
    lists = replaced_models(small_installation, "month")
    assert set(lists) == {"stg_absence"}
    feed = all_feeds()["absence"]
    assert "month" in feed.scope and "month" in feed.key


def test_no_figure_that_later_periods_change_is_replaced_by_period(small_installation: Settings) -> None:
    """What covered_periods calls provisional until a later list comes would stay provisional."""
    models = replaced_models(small_installation, "period")
    assert set(models) == set(BY_PERIOD[1:])
    assert not [name for name, sql in models.items() if re.search(r"\b(final|resits)=", sql)]


@pytest.mark.parametrize("days", [None, []])
def test_without_days_all_is_built_and_of_no_days_nothing(
    small_installation: Settings, days: list[tuple[date, date]] | None
) -> None:
    mark(small_installation)
    build_cells(small_installation, {"absence"}, days=days)
    kept = rows(small_installation, "= 'kept'")
    assert all(bool(kept[table]) == (days is not None) for table in BY_PERIOD)
