"""The warm worker: what it runs for, what it leaves, and what it finds when it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipelines.intake.inbox.listing import listing
from pipelines.orchestration.inbox import Attempt
from pipelines.orchestration.worker import end_abandoned, look
from pipelines.settings import Limits, Settings

RUNS: list[int] = []


@dg.op
def note() -> None:
    RUNS.append(1)


@dg.job
def noting() -> None:
    note()


@dg.op
def take() -> None:
    for file in listing(Settings.from_environment().inbox):
        file.path.unlink()


@dg.job
def taking() -> None:
    take()


@dg.op
def break_down() -> None:
    raise ValueError("of no matter")


@dg.job
def failing() -> None:
    break_down()


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    (tmp_path / "inbox" / "nordskolen").mkdir(parents=True)
    RUNS.clear()
    return Settings(tmp_path, tmp_path / "keys", Limits(settle_seconds=0))


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def test_an_empty_inbox_starts_nothing(house: Settings, instance: dg.DagsterInstance) -> None:
    assert look(house, noting, instance, Attempt()) == Attempt()
    assert RUNS == []


def test_a_file_starts_one_run(house: Settings, instance: dg.DagsterInstance) -> None:
    (house.inbox / "nordskolen" / "a.csv").write_text("x")
    last = look(house, noting, instance, Attempt())
    assert look(house, noting, instance, last) == last
    assert len(RUNS) == 1


@pytest.mark.parametrize(("job", "said"), [(noting, "1 af filerne"), (taking, "er taget imod")])
def test_what_is_said_of_a_run_is_true_of_the_inbox(
    house: Settings,
    instance: dg.DagsterInstance,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    job: dg.JobDefinition,
    said: str,
) -> None:
    monkeypatch.setenv("MEDVIND_DATA", str(house.data))
    (house.inbox / "nordskolen" / "a.csv").write_text("x")
    look(house, job, instance, Attempt())
    assert said in capsys.readouterr().out


def test_a_run_that_fails_ends_nothing_and_is_said(
    house: Settings, instance: dg.DagsterInstance, capsys: pytest.CaptureFixture[str]
) -> None:
    (house.inbox / "nordskolen" / "a.csv").write_text("x")
    last = look(house, failing, instance, Attempt())
    assert "medvind status" in capsys.readouterr().out
    (house.inbox / "nordskolen" / "b.csv").write_text("x")
    look(house, noting, instance, last)
    assert len(RUNS) == 1


def test_runs_of_a_killed_server_are_marked_as_failed(instance: dg.DagsterInstance) -> None:
    left = instance.create_run_for_job(noting, status=dg.DagsterRunStatus.STARTED)
    end_abandoned(instance, datetime.now(UTC) + timedelta(seconds=1))
    found = instance.get_run_by_id(left.run_id)
    assert found
    assert found.status is dg.DagsterRunStatus.FAILURE


def test_runs_that_began_since_are_left_alone(instance: dg.DagsterInstance) -> None:
    new = instance.create_run_for_job(noting, status=dg.DagsterRunStatus.STARTED)
    end_abandoned(instance, datetime.now(UTC) - timedelta(hours=1))
    found = instance.get_run_by_id(new.run_id)
    assert found
    assert found.status is dg.DagsterRunStatus.STARTED
