"""Several workers share one inbox, with Dagster's storage in PostgreSQL: no drop is ingested twice."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import dagster as dg
import pytest

from pipelines import pipeline
from pipelines.definitions import build_defs
from pipelines.lock import data_lock
from pipelines.orchestration.inbox_sensors import workers_sensor
from pipelines.settings import PROJECT_ROOT, Settings
from pipelines.transform.parsed_project import manifest
from tests.command_process import PATIENCE, begin
from tests.end_to_end.small_worlds import Installation, copy_inbox, new_installation, settle
from tests.forked_command import Words
from tests.postgres import started_postgres

WORKERS = 3


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with started_postgres("trust") as server:
        yield server.tcp(scheme="postgresql+psycopg2")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A data folder with the waiting files of a very small place. Copy only."""
    installation = new_installation(tmp_path_factory.mktemp("sent"))
    settle(installation, residents=120, years=1)
    return installation


@pytest.fixture(scope="module")
def by_one(sent: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Reference: the same files ingested by one worker."""
    installation = new_installation(tmp_path_factory.mktemp("one"))
    copy_inbox(sent, installation)
    pipeline.ingest(installation.settings)
    return installation


@pytest.fixture
def installation(
    sent: Installation, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Installation:
    """The same files waiting, with Dagster's storage in PostgreSQL."""
    installation = new_installation(tmp_path / "inst")
    copy_inbox(sent, installation)
    installation.settings.dagster.mkdir()
    shutil.copy(PROJECT_ROOT / "dagster-postgres.yaml", installation.settings.dagster / "dagster.yaml")
    for name, value in {
        "MEDVIND_POSTGRES": postgres,
        "DAGSTER_HOME": str(installation.settings.dagster),
    }.items():
        monkeypatch.setenv(name, value)
    return installation


def start(installation: Installation, number: int) -> ForkServerProcess:
    """Start a worker in a process of its own, so that it can be killed."""
    said = (installation.root / f"{number}.out", installation.root / f"{number}.err")
    command = Words((), installation.environment, installation.root, Path(os.devnull), said)
    return begin(command, take_part).process


def take_part() -> None:
    """Run the job of one worker; exit with 1 where it fails."""
    job = build_defs(Settings.from_environment()).resolve_job_def("shared_intake")
    with dg.DagsterInstance.get() as instance:
        raise SystemExit(not job.execute_in_process(instance=instance).success)


@contextmanager
def workers(installation: Installation) -> Iterator[list[ForkServerProcess]]:
    """Start several processes at the same moment, each a run of shared_intake, and wait until all have ended."""
    # Parse the dbt models once beforehand: otherwise each process would parse them and write the same file.
    manifest(installation.settings)
    with dg.DagsterInstance.get() as instance, data_lock(installation.settings):
        started = [start(installation, number) for number in range(WORKERS)]
        until = time.monotonic() + PATIENCE
        while len(instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED]))) < WORKERS:
            assert all(worker.exitcode is None for worker in started)
            assert time.monotonic() < until
            time.sleep(0.1)
    yield started
    for worker in started:
        worker.join(PATIENCE)


def ingested(installation: Installation) -> list[tuple[object, ...]]:
    """Every drop in order of its sequence number, without the fields that differ between two data folders."""
    return [
        (d.sequence, d.partner, d.feed, d.file_name, d.received_at, d.verdict, d.rows)
        for d in installation.manifests()
    ]


def waiting(installation: Installation) -> list[Path]:
    return [
        path
        for path in installation.settings.inbox.rglob("*")
        if path.is_file() and "retur" not in path.parts
    ]


def drops_of(run: dg.DagsterRun, instance: dg.DagsterInstance) -> int:
    [event] = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.STEP_OUTPUT)
    assert event.dagster_event
    return int(str(event.dagster_event.step_output_data.metadata["drops"].value))


def test_several_workers_ingest_what_one_would_have_ingested(
    installation: Installation, by_one: Installation
) -> None:
    with workers(installation) as started:
        pass
    assert [worker.exitcode for worker in started] == [0] * WORKERS
    assert len(ingested(installation)) > 20
    assert ingested(installation) == ingested(by_one)
    assert waiting(installation) == []
    assert list(installation.settings.claims.iterdir()) == []
    with dg.DagsterInstance.get() as instance:
        drops = [drops_of(run, instance) for run in instance.get_runs()]
        stores = (instance.run_storage, instance.event_log_storage, instance.schedule_storage)
    assert {type(store).__module__.split(".")[0] for store in stores} == {"dagster_postgres"}
    assert len(drops) == WORKERS
    assert all(drops)
    assert sum(drops) == len(ingested(installation))


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_its_file_to_the_next(
    installation: Installation, by_one: Installation
) -> None:
    with workers(installation) as started:
        until = time.monotonic() + PATIENCE
        while len(installation.manifests()) < 3:
            assert time.monotonic() < until
            time.sleep(0.01)
        started[0].kill()
    assert [worker.exitcode for worker in started[1:]] == [0] * (WORKERS - 1)
    pipeline.ingest_beside_others(installation.settings)
    assert Counter(row[1:] for row in ingested(installation)) == Counter(row[1:] for row in ingested(by_one))
    assert [row[0] for row in ingested(installation)] == [row[0] for row in ingested(by_one)]
    assert waiting(installation) == []
    assert list(installation.settings.claims.iterdir()) == []


def requested(settings: Settings, instance: dg.DagsterInstance) -> list[str | None]:
    context = dg.build_sensor_context(instance, resources={"settings": settings})
    return [request.job_name for request in workers_sensor.evaluate_tick(context).run_requests or ()]


def test_runs_are_requested_as_long_as_files_wait_and_then_the_full_pipeline(tmp_path: Path) -> None:
    installation = new_installation(tmp_path / "inst")
    with dg.DagsterInstance.ephemeral() as instance:
        for number in range(3):
            installation.put(f"{number}.csv", "x")
        assert requested(installation.settings, instance) == []
        several = replace(installation.settings, several_workers=True)
        assert requested(several, instance) == ["shared_intake"] * 3
        pipeline.ingest_beside_others(installation.settings)
        assert len(installation.manifests()) == 3
        assert requested(several, instance) == ["full_pipeline"]
