"""The inbox worker starts runs for waiting files, reports their outcome, and marks abandoned runs as failed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._utils.interrupts import capture_interrupts

from pipelines.intake.inbox.listing import list_waiting
from pipelines.orchestration.inbox_sensors import Attempt
from pipelines.orchestration.inbox_worker import fail_abandoned, interruptions, poll
from pipelines.settings import Limits, Settings

RUNS: list[int] = []


@dg.op
def note() -> None:
    RUNS.append(1)


@dg.job
def noting() -> None:
    note()


@dg.op
def ingest() -> None:
    for file in list_waiting(Settings.from_environment().inbox):
        file.path.unlink()


@dg.job
def ingesting() -> None:
    ingest()


@dg.op
def break_down() -> None:
    raise ValueError("a reason")


@dg.job
def failing() -> None:
    break_down()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "inbox" / "nordskolen").mkdir(parents=True)
    RUNS.clear()
    return Settings(tmp_path, tmp_path / "keys", Limits(settle_seconds=0))


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def test_an_empty_inbox_starts_nothing(settings: Settings, instance: dg.DagsterInstance) -> None:
    assert poll(settings, noting, instance, Attempt()) == Attempt()
    assert RUNS == []


def test_a_file_starts_one_run(settings: Settings, instance: dg.DagsterInstance) -> None:
    (settings.inbox / "nordskolen" / "a.csv").write_text("x")
    last = poll(settings, noting, instance, Attempt())
    assert poll(settings, noting, instance, last) == last
    assert len(RUNS) == 1


@pytest.mark.parametrize(("job", "said"), [(noting, "1 af filerne"), (ingesting, "er taget imod")])
def test_the_report_of_a_run_agrees_with_the_inbox(
    settings: Settings,
    instance: dg.DagsterInstance,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    job: dg.JobDefinition,
    said: str,
) -> None:
    monkeypatch.setenv("MEDVIND_DATA", str(settings.data))
    (settings.inbox / "nordskolen" / "a.csv").write_text("x")
    poll(settings, job, instance, Attempt())
    assert said in capsys.readouterr().out


def test_a_run_that_fails_ends_nothing_and_is_said(
    settings: Settings, instance: dg.DagsterInstance, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings.inbox / "nordskolen" / "a.csv").write_text("x")
    last = poll(settings, failing, instance, Attempt())
    assert "medvind status" in capsys.readouterr().out
    (settings.inbox / "nordskolen" / "b.csv").write_text("x")
    poll(settings, noting, instance, last)
    assert len(RUNS) == 1


def test_runs_of_a_killed_server_are_marked_as_failed(instance: dg.DagsterInstance) -> None:
    left = instance.create_run_for_job(noting, status=dg.DagsterRunStatus.STARTED)
    fail_abandoned(instance, datetime.now(UTC) + timedelta(seconds=1))
    found = instance.get_run_by_id(left.run_id)
    assert found
    assert found.status is dg.DagsterRunStatus.FAILURE


def test_runs_that_began_since_are_left_alone(instance: dg.DagsterInstance) -> None:
    new = instance.create_run_for_job(noting, status=dg.DagsterRunStatus.STARTED)
    fail_abandoned(instance, datetime.now(UTC) - timedelta(hours=1))
    found = instance.get_run_by_id(new.run_id)
    assert found
    assert found.status is dg.DagsterRunStatus.STARTED


def test_an_interrupt_that_dagster_forgets_ends_the_worker() -> None:
    is_interrupted = interruptions()
    try:
        assert not is_interrupted()
        with capture_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
        assert is_interrupted()
    finally:
        signal.set_wakeup_fd(-1)
