"""Dagster: internals of its event log in SQLite, and runs that are executed outside its run launcher.

If the first fails, `pipelines/orchestration/event_log.py` falls back on the class of Dagster: every event opens and
checks its SQLite files again, and a small drop takes seconds longer. If the others fail, runs of the inbox worker of
`medvind serve` (`execute_in_process` with the instance) are missing in Dagster's pages, or listed under no job.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteRepositoryOrigin
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.tags import REPOSITORY_LABEL_TAG

from pipelines.orchestration.event_log import _INTERNALS
from pipelines.orchestration.inbox_worker import _TAGS, run_job


@dg.asset(check_specs=[dg.AssetCheckSpec("fine", asset="one")])
def one() -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    yield dg.MaterializeResult()
    yield dg.AssetCheckResult(passed=True)


JOB = dg.Definitions(assets=[one], jobs=[dg.define_asset_job("all", "*")]).resolve_job_def("all")


def test_the_event_log_has_the_internals_that_are_overridden(tmp_path: Path) -> None:
    own = SqliteEventLogStorage(str(tmp_path))
    assert [name for name in _INTERNALS if not hasattr(own, name)] == []
    with own._connect("index") as connection:
        assert own._has_asset_key_col_on_connection(connection, "cached_status_data")
    with own._db_lock:
        assert own.conn_string_for_shard("index").endswith("index.db")


def test_a_run_in_this_process_is_in_the_instance_with_its_steps_events_and_checks(tmp_path: Path) -> None:
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        assert run_job(JOB, instance)
        (run,) = instance.get_runs(dg.RunsFilter(job_name="all"))
        assert run.status is dg.DagsterRunStatus.SUCCESS
        kinds = {event.dagster_event_type for event in instance.all_logs(run.run_id) if event.dagster_event}
        assert {
            dg.DagsterEventType.STEP_SUCCESS,
            dg.DagsterEventType.ASSET_MATERIALIZATION,
            dg.DagsterEventType.ASSET_CHECK_EVALUATION,
        } <= kinds
        assert instance.get_latest_materialization_event(dg.AssetKey("one"))


def test_the_pages_find_a_jobs_runs_by_the_tag_of_the_worker() -> None:
    location = RegisteredCodeLocationOrigin("pipelines.definitions")
    label = RemoteRepositoryOrigin(location, "__repository__").get_label()
    assert _TAGS[REPOSITORY_LABEL_TAG] == label


@pytest.mark.parametrize("missing", ["_connect", "_has_asset_key_col_on_connection"])
def test_without_an_internal_dagsters_own_event_log_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    from pipelines.orchestration.event_log import EventLog

    monkeypatch.setenv("MEDVIND_DATA", str(tmp_path))
    assert type(EventLog.from_config_value(None, {})) is EventLog
    monkeypatch.setattr(
        "pipelines.orchestration.event_log._INTERNALS", (*_INTERNALS, f"{missing}_of_another_version")
    )
    assert type(EventLog.from_config_value(None, {})) is SqliteEventLogStorage
