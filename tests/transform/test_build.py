"""Which models a build builds, and the state after a failed build."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from benchmarks.archive import write_archive
from pipelines import pipeline
from pipelines.intake.archive.drop_folder import ROWS, holds_drops, read_manifests
from pipelines.permissions import close_folders
from pipelines.publication.mart_tables import PUBLISHED
from pipelines.settings import Settings
from pipelines.transform import parsed_project
from pipelines.transform.build_state import State
from pipelines.transform.dbt_call import BuildFailed
from pipelines.transform.dbt_runner import build_cells, run_dbt
from pipelines.transform.indicator_definitions import indicator_ids
from pipelines.transform.source_tables import period_label, write_source_tables
from schemas.feeds import all_feeds
from schemas.partners import Expected
from tests.prepared_build import give_parsed_project
from tests.transform.conftest import without_files


def test_every_indicator_has_a_model_and_a_unit_test_of_its_own(small_installation: Settings) -> None:
    nodes = run_dbt(small_installation, "ls", "--resource-type", "unit_test")
    assert nodes == []
    models = Path("dbt_project/models/indicators")
    assert {path.stem for path in models.glob("*.sql")} == set(indicator_ids())
    assert all("unit_tests:" in (models / f"{name}.yml").read_text() for name in indicator_ids())


def test_the_unit_tests_of_the_models_pass(small_installation: Settings) -> None:
    results = run_dbt(small_installation, "test", "--select", "test_type:unit")
    assert len(results) >= len(indicator_ids())
    assert {result.status for result in results} == {"pass"}


def test_an_unchanged_installation_builds_nothing(small_installation: Settings) -> None:
    changed, results = pipeline.build(small_installation)
    assert (changed, results) == (set(), [])


def test_only_what_is_downstream_of_a_changed_feed_is_built(small_installation: Settings) -> None:
    write_source_tables(small_installation)
    names = {result.node.name for result in build_cells(small_installation, {"exams"})}
    assert {"stg_exams", "grade9_all_exams", "cells"} <= names
    assert names.isdisjoint({"stg_absence", "absence_rate", "stg_residents", "indicators"})


@pytest.mark.parametrize(
    ("table", "column", "test"),
    [
        ("cells", "gender", "unique_combination"),
        ("cells", "area", "unique_combination"),
        ("stg_residents", "area", "one_row_per_key"),
    ],
)
def test_a_code_that_no_list_has_fails_the_test_of_its_table(
    small_installation: Settings, table: str, column: str, test: str
) -> None:
    with duckdb.connect(str(small_installation.warehouse)) as warehouse:
        warehouse.execute(f"create table spared as from {table}")
        first = f"rowid = (select min(rowid) from {table})"  # noqa: S608 - names of our own
        warehouse.execute(f"update {table} set {column} = 'XX' where {first}")  # noqa: S608
    try:
        with pytest.raises(BuildFailed) as failed:
            run_dbt(small_installation, "test", "--select", f"{table},test_type:generic")
        assert any(node.startswith(f"{test}_{table}") for node in failed.value.nodes)
    finally:
        with duckdb.connect(str(small_installation.warehouse)) as warehouse:
            warehouse.execute(f"delete from {table}; insert into {table} from spared; drop table spared")  # noqa: S608 - names of our own


def test_a_refused_file_changes_what_is_owed_and_no_figure(small_installation: Settings) -> None:
    sent = small_installation.inbox / "oestskolen" / "ukendt.csv"
    sent.write_text("a;b\n1;2\n", encoding="utf-8")
    time.sleep(2 * small_installation.limits.settle_seconds)
    pipeline.ingest(small_installation)
    changed, results = pipeline.build(small_installation)
    names = {result.node.name for result in results}
    assert changed == set()
    assert {"int_contributions", "int_expected_contributors", "int_period_gaps"} <= names
    assert names.isdisjoint({"cells", "stg_absence", "absence_rate"})
    assert pipeline.build(small_installation) == (set(), [])


def test_what_is_owed_changes_with_each_day() -> None:
    built = State("same", {}, {}, "receipts", day="2026-03-01")
    assert not built.owes_other_lists(built)
    assert replace(built, day="2026-03-02").owes_other_lists(built)
    assert replace(built, receipts="others").owes_other_lists(built)
    assert built.owes_other_lists(None)


def test_a_list_that_came_before_its_date_is_found_once_the_date_has_passed(
    small_installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a new list: it would be called missing until the next one came."""

    def delivered(day: date) -> int:
        with monkeypatch.context() as patched:
            patched.setattr(Settings, "today", day)
            pipeline.build(small_installation)
        with duckdb.connect(str(small_installation.warehouse), read_only=True) as warehouse:
            return len(warehouse.table("int_calendar_matches"))

    assert delivered(date(2025, 1, 1)) < delivered(date(2025, 11, 1))


def _marts(settings: Settings, everything: bool = False) -> set[str]:
    pipeline.protect(settings)
    results = pipeline.build_marts(settings, everything)
    return {result.node.name for result in results if result.node.resource_type == "model"}


def test_only_the_cells_that_a_feed_can_change_are_written(small_installation: Settings) -> None:
    """Those of the exams are replaced; a mark on another indicator's is there until all is built."""
    with duckdb.connect(str(small_installation.warehouse)) as warehouse:
        before = warehouse.execute("select * from cells order by all").fetchall()
        warehouse.execute("update cells set largest_unit = -1")
    build_cells(small_installation, {"exams"})
    with duckdb.connect(str(small_installation.warehouse), read_only=True) as warehouse:
        marks = "select distinct indicator_id from cells where largest_unit {} -1"
        kept = {name for (name,) in warehouse.execute(marks.format("=")).fetchall()}
        written = {name for (name,) in warehouse.execute(marks.format("is distinct from")).fetchall()}
    assert "grade9_all_exams" in written
    assert "absence_rate" in kept
    assert not kept & written
    build_cells(small_installation, set(all_feeds()))
    with duckdb.connect(str(small_installation.warehouse), read_only=True) as warehouse:
        assert warehouse.execute("select * from cells order by all").fetchall() == before


ALL_MARTS = {table.name for table in PUBLISHED}
READ_FEEDS_ALONE = {"initiatives", "initiative_history", "reflections", "benchmarks", "indicator_definitions"}


def test_marts_that_read_nothing_that_changed_are_left_as_they_are(small_installation: Settings) -> None:
    assert _marts(small_installation) == ALL_MARTS - READ_FEEDS_ALONE
    assert _marts(small_installation, everything=True) == ALL_MARTS


def test_a_mart_of_a_feed_that_changed_is_built(small_installation: Settings) -> None:
    pipeline.protect(small_installation)
    shown = small_installation.dbt / "in_marts.json"
    before = json.loads(shown.read_text())
    before["feeds"]["benchmarks"] = "of yesterday"
    shown.write_text(json.dumps(before))
    assert _marts(small_installation) == ALL_MARTS - READ_FEEDS_ALONE | {"benchmarks"}


def test_after_a_build_of_the_marts_that_failed_all_are_built(small_installation: Settings) -> None:
    pipeline.protect(small_installation)
    with duckdb.connect(str(small_installation.warehouse)) as warehouse:
        warehouse.execute("alter table protected_cells rename to hidden_away")
    with pytest.raises(BuildFailed):
        pipeline.build_marts(small_installation)
    with duckdb.connect(str(small_installation.warehouse)) as warehouse:
        warehouse.execute("alter table hidden_away rename to protected_cells")
    assert _marts(small_installation) == ALL_MARTS


def test_a_mart_that_is_missing_is_built(small_installation: Settings) -> None:
    with duckdb.connect(str(small_installation.warehouse)) as warehouse:
        warehouse.execute("drop table initiatives")
    assert _marts(small_installation) == ALL_MARTS


def test_what_is_too_much_for_memory_is_built_all_the_same(tmp_path: Path) -> None:
    installation_of_many = Settings(tmp_path, tmp_path, memory="80MB")
    close_folders(installation_of_many)
    give_parsed_project(installation_of_many)
    rows = write_archive(installation_of_many, 6000)
    pipeline.build(installation_of_many)
    with duckdb.connect(str(installation_of_many.warehouse), read_only=True) as warehouse:
        tables = [warehouse.table(f"stg_{feed}") for feed in all_feeds()]
        assert sum(len(table) for table in tables) == rows


def test_a_new_definition_changes_every_feed() -> None:
    built = State("old", {}, dict.fromkeys(all_feeds(), "same"), "receipts")
    now = State("new", {}, dict.fromkeys(all_feeds(), "same"), "receipts")
    assert now.changed_feeds(built) == set(all_feeds())
    assert built.changed_feeds(built) == set()
    assert State("old", {}, built.feeds | {"exams": "other"}, "receipts").changed_feeds(built) == {"exams"}


@pytest.fixture(scope="module")
def ran_empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, pipeline.Outcome]:
    """An installation without files, and the outcome of its run."""
    settings = without_files(tmp_path_factory.mktemp("empty"))
    return settings, pipeline.run(settings)


def test_a_feed_that_nobody_has_delivered_is_an_empty_table(
    ran_empty: tuple[Settings, pipeline.Outcome],
) -> None:
    settings, _ = ran_empty
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        assert warehouse.execute("select count(*) from stg_exams").fetchall() == [(0,)]
    assert not holds_drops(settings)


def test_an_empty_installation_publishes_nothing_and_does_not_fail(
    ran_empty: tuple[Settings, pipeline.Outcome],
) -> None:
    settings, outcome = ran_empty
    assert outcome.changed and outcome.publication is None
    assert not settings.published.exists()


def test_a_failed_build_names_its_nodes_and_is_done_again(small_installation: Settings) -> None:
    drop = next(drop for drop in read_manifests(small_installation) if drop.feed == "exams" and drop.accepted)
    rows = small_installation.raw / drop.folder / ROWS
    whole = rows.read_bytes()
    published = small_installation.published.read_bytes()
    rows.write_bytes(b"no parquet")
    try:
        with pytest.raises(BuildFailed) as failed:
            build_cells(small_installation, {"exams"})
        assert "stg_exams" in failed.value.nodes
        # The command's message refers to the log.
        assert "stg_exams" in (small_installation.dbt / "logs" / "dbt.log").read_text()
    finally:
        rows.write_bytes(whole)
    assert small_installation.published.read_bytes() == published
    assert build_cells(small_installation, {"exams"})


def test_contracts_are_written_for_an_installation_without_drops(empty_installation: Settings) -> None:
    write_source_tables(replace(empty_installation, as_of=date(2026, 1, 1)))
    for feed in all_feeds():
        assert (empty_installation.raw / feed / "empty" / ROWS).exists()


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2026, 9, 5), date(2026, 9, 5), "05-09-2026"),
        (date(2025, 8, 1), date(2026, 7, 31), "2025/26"),
        (date(2026, 8, 1), date(2026, 9, 30), "2026K3"),
        (date(2026, 1, 1), date(2026, 12, 31), "01-01-2026 - 31-12-2026"),
    ],
)
def test_a_delivery_is_named_as_people_name_its_days(first: date, last: date, label: str) -> None:
    assert period_label(Expected("skole", "absence", first, last, last)) == label


def test_a_forgotten_list_of_indicators_stops_the_build(
    small_installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default list is only for dbt run by hand: the pipeline's own call must name every indicator."""
    with monkeypatch.context() as patched:
        patched.setattr("pipelines.transform.dbt_call.indicator_ids", list)
        # What is parsed without the list is forgotten with it.
        patched.setattr(parsed_project, "_known", {})
        with pytest.raises(BuildFailed) as failed:
            build_cells(small_installation, {"exams"})
    assert set(failed.value.nodes) == {"cells", "int_needed_days"}
    assert build_cells(small_installation, {"exams"})
