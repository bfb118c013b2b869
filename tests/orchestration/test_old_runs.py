"""Old runs are forgotten with their files; what they last built is still known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.old_runs import KEPT_DAYS, remove_old_runs
from pipelines.settings import PROJECT_ROOT, Settings


@dg.asset
def one() -> int:
    return 1


JOB = dg.Definitions(assets=[one], jobs=[dg.define_asset_job("all", "*")]).resolve_job_def("all")
LATER = datetime.now(UTC) + timedelta(days=KEPT_DAYS + 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "keys")


@pytest.fixture
def instance(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """A Dagster instance configured by dagster.yaml."""
    monkeypatch.setenv("MEDVIND_DATA", str(settings.data))
    settings.dagster.mkdir()
    (settings.dagster / "dagster.yaml").write_bytes((PROJECT_ROOT / "dagster.yaml").read_bytes())
    with dg.DagsterInstance.from_config(str(settings.dagster)) as instance:
        yield instance


def files_of(settings: Settings, run: str) -> list[Path]:
    return [path for path in settings.dagster.rglob("*") if run in path.name]


def test_old_runs_go_and_the_last_materialization_stays(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    first, last = (JOB.execute_in_process(instance=instance).run_id for _ in range(2))
    assert files_of(settings, first)
    assert remove_old_runs(settings, instance, LATER) == 1
    assert [run.run_id for run in instance.get_runs()] == [last]
    assert files_of(settings, first) == []
    known = instance.get_latest_materialization_event(dg.AssetKey("one"))
    assert known
    assert known.run_id == last
    assert remove_old_runs(settings, instance, LATER) == 0


def test_newer_runs_and_those_that_go_on_stay(settings: Settings, instance: dg.DagsterInstance) -> None:
    for _ in range(2):
        JOB.execute_in_process(instance=instance)
    going = instance.create_run_for_job(JOB, status=dg.DagsterRunStatus.STARTED)
    assert remove_old_runs(settings, instance, datetime.now(UTC)) == 0
    remove_old_runs(settings, instance, LATER)
    assert going.run_id in {run.run_id for run in instance.get_runs()}
