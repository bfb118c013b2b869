"""The event log that keeps its database files open stores what Dagster's own event log reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

from pipelines.orchestration.event_log import EventLog
from pipelines.settings import PROJECT_ROOT


@dg.asset(check_specs=[dg.AssetCheckSpec("fine", asset="one")])
def one() -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    yield dg.MaterializeResult(metadata={"rows": 7})
    yield dg.AssetCheckResult(passed=True)


CHECKED = dg.DagsterEventType.ASSET_CHECK_EVALUATION
JOB = dg.Definitions(assets=[one], jobs=[dg.define_asset_job("all", "*")]).resolve_job_def("all")


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """A Dagster instance configured by dagster.yaml."""
    monkeypatch.setenv("MEDVIND_DATA", str(tmp_path))
    (tmp_path / "dagster").mkdir()
    (tmp_path / "dagster" / "dagster.yaml").write_bytes((PROJECT_ROOT / "dagster.yaml").read_bytes())
    with dg.DagsterInstance.from_config(str(tmp_path / "dagster")) as instance:
        yield instance


def test_dagster_yaml_selects_it(instance: dg.DagsterInstance) -> None:
    assert isinstance(instance.event_log_storage, EventLog)


def test_dagsters_own_store_reads_every_event(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    run = JOB.execute_in_process(instance=instance)
    own = SqliteEventLogStorage(str(tmp_path / "dagster" / "history" / "runs"))
    kinds = [e.dagster_event_type for e in own.get_logs_for_run(run.run_id) if e.dagster_event]
    assert kinds == [e.dagster_event_type for e in instance.all_logs(run.run_id) if e.dagster_event]
    assert dg.DagsterEventType.RUN_SUCCESS in kinds
    assert own.get_latest_materialization_events([dg.AssetKey("one")])[dg.AssetKey("one")] is not None


def test_many_runs_leave_few_files_open(instance: dg.DagsterInstance) -> None:
    for _ in range(8):
        JOB.execute_in_process(instance=instance)
    handles = [handle for handle in Path("/proc/self/fd").iterdir() if handle.is_symlink()]
    opened = {str(handle.readlink()) for handle in handles}
    assert len({name for name in opened if "history/runs" in name and name.endswith(".db")}) <= 4


def test_a_table_that_was_found_is_not_asked_for_again(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    JOB.execute_in_process(instance=instance)
    monkeypatch.setattr(SqliteEventLogStorage, "has_table", lambda *_: pytest.fail("asked for again"))
    run = JOB.execute_in_process(instance=instance)
    checks = [e for e in instance.all_logs(run.run_id) if e.dagster_event_type == CHECKED]
    assert len(checks) == 1
