"""Dagster's view of the pipeline, and two complete runs in this process; the second run has nothing new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import dagster as dg
import pytest

from pipelines.definitions import build_defs
from pipelines.demo import fill_inbox
from pipelines.intake.identity.key_files import make_keys
from pipelines.orchestration.asset_keys import MART_SERVER, PUBLICATION, RELEASES
from pipelines.orchestration.freshness import NIGHTLY
from pipelines.orchestration.jobs import full_pipeline
from pipelines.orchestration.release_freeze import freeze_quarter
from pipelines.settings import Settings
from tests.prepared_build import give_parsed_project

Metadata = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One run: the metadata values of each materialized asset, and the results of its checks."""

    success: bool
    materialized: dict[str, Metadata]
    checks: list[dg.AssetCheckEvaluation]

    def numbers(self, asset: str) -> set[str]:
        return {key for key, value in self.materialized[asset].items() if type(value) in (int, float)}

    def links(self, asset: str) -> set[str]:
        pages = "http://127.0.0.1:3001/"
        return {key for key, value in self.materialized[asset].items() if str(value).startswith(pages)}

    def sources(self, asset: str, column: str) -> set[str]:
        """Upstream columns of a column, as `asset.column`."""
        deps = self.materialized[asset]["dagster/column_lineage"].deps_by_column[column]
        return {f"{dep.asset_key.to_user_string()}.{dep.column_name}" for dep in deps}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("runs")
    made = Settings(root / "data", root / "keys")
    make_keys(made.keys_folder)
    give_parsed_project(made)
    fill_inbox(made.inbox, seed=3, residents=150, years=1, until=date(2026, 3, 1))
    return made


@pytest.fixture(scope="module")
def defs(settings: Settings) -> dg.Definitions:
    return build_defs(settings)


@pytest.fixture(scope="module")
def graph(defs: dg.Definitions) -> Any:
    return defs.resolve_asset_graph()


@pytest.fixture(scope="module")
def runs(defs: dg.Definitions) -> list[Run]:
    """Two complete runs of the pipeline, one after the other."""
    return [run(defs), run(defs)]


def run(defs: dg.Definitions) -> Run:
    with dg.DagsterInstance.ephemeral() as instance:
        job = defs.resolve_job_def(full_pipeline.name)
        done = job.execute_in_process(instance=instance, raise_on_error=False)
        materialized = {
            event.asset_key.to_user_string(): {
                key: entry.value for key, entry in event.materialization.metadata.items()
            }
            for event in done.all_events
            if event.is_step_materialization and event.asset_key
        }
        return Run(done.success, materialized, done.get_asset_check_evaluations())


def test_every_feed_model_and_the_publication_is_an_asset(graph: Any) -> None:
    keys = {key.to_user_string() for key in graph.get_all_asset_keys()}
    assert {
        "feeds/absence",
        "feeds/exams",
        "stg_absence",
        "absence_rate",
        "cells",
        "protected_cells",
        "published",
    } <= keys


def test_an_indicator_stands_on_the_childs_path_and_has_an_owner(graph: Any) -> None:
    indicator = graph.get(dg.AssetKey("youth_unattached"))
    assert indicator.group_name.startswith("5_path_")
    assert indicator.owners == ["team:medvinds_sekretariat"]


def test_everything_is_described(defs: dg.Definitions, graph: Any) -> None:
    assert [node.key for node in graph.asset_nodes if not node.description] == []
    checks = [key for node in graph.asset_nodes for key in node.check_keys]
    assert checks and [key for key in checks if not graph.get_check_spec(key).description] == []
    started = [*(defs.sensors or ()), *(defs.schedules or ()), *(defs.jobs or ())]
    assert [one.name for one in started if not one.description] == []  # type: ignore[union-attr]


def test_lineage_leads_from_the_feed_to_its_model(graph: Any) -> None:
    assert graph.get(dg.AssetKey("stg_absence")).parent_keys == {dg.AssetKey(["feeds", "absence"])}


def test_sensors_and_schedules_are_there(defs: dg.Definitions) -> None:
    assert [sensor.name for sensor in defs.sensors or ()] == [
        "inbox_sensor",
        "workers_sensor",
        "command_sensor",
    ]
    schedules = [schedule.name for schedule in defs.schedules or ()]  # type: ignore[union-attr]
    assert schedules == ["nightly", "nightly_upkeep", "quarterly_freeze"]


def test_feeds_and_publication_are_stale_when_the_night_has_not_run(graph: Any) -> None:
    policies = {node.key.to_user_string(): node.freshness_policy for node in graph.asset_nodes}
    watched = {"published", "intake/drops", *(key for key in policies if key.startswith("feeds/"))}
    assert {key for key, policy in policies.items() if policy} == watched
    assert {policies[key] for key in watched} == {NIGHTLY}


def test_columns_lead_back_to_the_columns_they_are_made_of(runs: list[Run]) -> None:
    first, _ = runs
    assert first.sources("stg_residents", "area") == {"feeds/residents.area"}
    assert "int_residence.area" in first.sources("youth_unattached", "area")
    assert "stg_residents.birth_date" in first.sources("int_residence", "birth_date")


@pytest.mark.parametrize("number", [0, 1])
def test_counts_are_numbers_that_dagster_draws_over_time(runs: list[Run], number: int) -> None:
    run = runs[number]
    cells = {"published_cells", "hidden_cells", "hidden_share", "not_computed", "late", "dagster/row_count"}
    assert cells <= run.numbers("published")
    assert ("gate_seconds" in run.numbers("published")) == (number == 0)
    assert {"report", "data_docs", "workbook", "receipts"} <= run.links("published")
    assert {"hidden_cells", "hidden_share", "dagster/row_count"} <= run.numbers("protected_cells")
    assert {"live_drops", "rows_loaded", "rows_quarantined"} <= run.numbers("feeds/absence")
    assert {"accepted", "held", "rejected", "duplicate"} <= run.numbers("intake/drops")
    assert run.links("intake/drops") == run.links("feeds/absence") == {"all_receipts"}


def test_the_pipeline_succeeds_and_shows_every_kind_of_check(runs: list[Run]) -> None:
    first, _ = runs
    assert first.success
    failed = [check for check in first.checks if not check.passed]
    assert {check.severity for check in failed} <= {dg.AssetCheckSeverity.WARN}
    names = {check.check_name for check in first.checks}
    assert {"contract", "great_expectations_indicators", "delivered_on_time", "complete"} <= names
    assert any(name.startswith("unique_combination") for name in names)


def test_where_nothing_is_new_the_models_are_not_built_again(runs: list[Run]) -> None:
    first, second = runs
    assert second.success
    assert len(second.materialized) < len(first.materialized)


def test_dagster_loads_the_data_folder_of_the_environment(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.definitions import defs as load

    monkeypatch.setenv("MEDVIND_DATA", str(settings.data))
    resources = load().resources
    assert resources is not None
    with dg.build_resources({"settings": resources["settings"]}) as made:
        assert made.settings.data == settings.data


def test_the_copy_on_a_server_is_there_where_one_is_set_and_follows_publication_and_freeze(
    settings: Settings, defs: dg.Definitions
) -> None:
    with_server = build_defs(replace(settings, publish_to="postgresql://x/y"))
    for job, others in ((full_pipeline.name, PUBLICATION), (freeze_quarter.name, RELEASES)):
        there, without = (
            one.resolve_job_def(job).asset_layer.selected_asset_keys for one in (with_server, defs)
        )
        assert there - without == {MART_SERVER} and others in without
