"""A failing dbt model or expectation of the marts leaves the publication unchanged, and the reason is shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import expect

from pipelines.settings import PROJECT_ROOT
from tests.browser.watching import chromium
from tests.command_process import PATIENCE, call
from tests.end_to_end.serving import Service, until
from tests.end_to_end.small_worlds import Installation
from tests.faults.worlds import World, tables_of

CODE = ("dbt_project", "pipelines", "schemas")
MODEL = Path("dbt_project/models/indicators/absence_rate.sql")
STOPPED = "Beregningen stoppede ved: absence_rate"
HELD_BACK = "Udgivelsen er holdt tilbage"


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A copy of the code in which one model fails."""
    for folder in CODE:
        shutil.copytree(
            PROJECT_ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy2(PROJECT_ROOT / "dagster.yaml", tmp_path)
    (tmp_path / MODEL).write_text("select error('not today') as period\n", encoding="utf-8")
    return tmp_path


@contextmanager
def failed_expectation(installation: Installation) -> Iterator[None]:
    """Make the next publication lack an indicator of the current one, which an expectation forbids."""
    path = installation.settings.current_publication / "parquet" / "indicators.parquet"
    whole = path.read_bytes()
    published = pl.read_parquet(path)
    gone = published.head(1).with_columns(indicator_id=pl.lit("gone"))
    pl.concat([published, gone]).write_parquet(path)
    yield
    path.write_bytes(whole)


def assert_reported(world: World, code: int, said: str, why: str, step: str) -> None:
    assert code == 1
    assert why in said and "Traceback" not in said
    status = call(world.installation, "status").out
    assert why in status and f"»{step}«" in status
    assert tables_of(world.installation) == world.before.tables


@contextmanager
def failed_model(installation: Installation) -> Iterator[None]:
    """Make a model fail: it cannot read a stored drop."""
    rows = min(installation.settings.raw.glob("absence/2*/rows.parquet"))
    whole = rows.read_bytes()
    rows.write_bytes(whole[: len(whole) // 2])
    yield
    rows.write_bytes(whole)


def test_the_command_and_the_status_say_why(world: World) -> None:
    installation = world.anew()
    with failed_model(installation):
        stopped = call(installation, "run")
    why = "Beregningen stoppede ved: stg_absence"
    assert_reported(world, stopped.code or 0, stopped.err, why, "Regner på det, der er nyt")
    with failed_expectation(installation):
        held = call(installation, "run")
        assert_reported(world, held.code or 0, held.err, HELD_BACK, "Kontrollerer og udgiver")
    world.finish()
    assert "Gik galt" not in call(installation, "status").out
    world.assert_as_undisturbed()


def reasons(service: Service) -> list[tuple[str, str]]:
    """Failed steps as Dagster's page shows them, newest run first: the step and the full text of its error."""
    failed = [event for run in service.runs() for event in run["failures"]]
    return [(event["stepKey"], json.dumps(event["error"], ensure_ascii=False)) for event in failed]


def assert_shown(service: Service, why: str) -> None:
    """The page of the newest run shows the reason."""
    newest = service.runs()[0]["runId"]
    with chromium() as browser:
        page = browser.new_page()
        assert page.request.get(service.link()).ok
        page.goto(f"http://127.0.0.1:{service.port}/runs/{newest}")
        expect(page.get_by_text(why).first).to_be_visible(timeout=PATIENCE * 1000)


@pytest.mark.slow
def test_dagster_says_why(world: World, code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installation = world.anew()
    monkeypatch.setenv("PYTHONPATH", str(code))
    service = Service(installation)
    service.start()
    try:
        until(lambda: service.statuses() and service.all_ended(), "the files start no run")
        ((step, why),) = reasons(service)
        assert step == "cells" and STOPPED in why
        assert_shown(service, STOPPED)
        assert tables_of(installation) == world.before.tables
        shutil.copy2(PROJECT_ROOT / MODEL, code / MODEL)
        with failed_expectation(installation):
            world.correct(3)
            until(lambda: service.all_ended() and len(reasons(service)) == 2, "the correction starts no run")
        step, why = reasons(service)[0]
        assert step == "published" and HELD_BACK in why
        assert_shown(service, HELD_BACK)
        assert HELD_BACK in call(installation, "status").out
    finally:
        assert service.stop()
    world.finish()
    assert tables_of(installation)["overview"] != world.before.tables["overview"]
