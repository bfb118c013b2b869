"""The last failure of a step is stored in Danish without values, until the same step succeeds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.errors import ExplainedError, explained_errors, failure_remembered
from pipelines.operations.last_failure import RUN_STEPS, clear_failure, last_failure, remember_failure
from pipelines.publication.release.freeze import NotFrozen
from pipelines.settings import Settings
from pipelines.transform.dbt_call import BuildFailed


def fail(installation: Settings, step: str, problem: Exception) -> None:
    with pytest.raises(type(problem)), failure_remembered(installation, lambda: step, RUN_STEPS):
        raise problem


def test_a_new_installation_has_no_failure(installation: Settings) -> None:
    assert last_failure(installation) is None


def test_a_failure_is_stored_with_its_step_and_reason(installation: Settings) -> None:
    fail(installation, "build", BuildFailed(["absence_rate"]))
    plain = json.loads(installation.failure.read_text(encoding="utf-8"))
    assert sorted(plain) == ["at", "reason_da", "step"]
    found = last_failure(installation)
    assert found and found.step == "build" and "absence_rate" in found.reason_da
    assert installation.failure.stat().st_mode & 0o077 == 0


def test_no_value_is_stored(installation: Settings) -> None:
    fail(installation, "take", ValueError("010101-1234 står i linje 3"))
    assert "010101" not in installation.failure.read_text(encoding="utf-8")


def test_a_later_success_of_the_same_steps_clears_it(installation: Settings) -> None:
    fail(installation, "publish", BuildFailed(["cells"]))
    with failure_remembered(installation, lambda: "take", RUN_STEPS):
        pass
    assert last_failure(installation) is None


def test_a_successful_step_clears_only_its_own_failure(installation: Settings) -> None:
    remember_failure(installation, "publish", "Det gik galt.")
    with explained_errors(installation, "take"):
        pass
    assert last_failure(installation)
    with explained_errors(installation, "publish"):
        pass
    assert last_failure(installation) is None


def test_dagster_gets_the_danish_reason_and_it_is_stored(installation: Settings) -> None:
    with pytest.raises(ExplainedError) as raised, explained_errors(installation, "marts"):
        raise RuntimeError("010101-1234")
    found = last_failure(installation)
    assert found and found.reason_da == str(raised.value)
    assert raised.value.__cause__ is None and "010101" not in found.reason_da


def test_a_refusal_is_no_failure(installation: Settings) -> None:
    fail(installation, "freeze", NotFrozen("2026K1 er allerede fastfrosset"))
    assert last_failure(installation) is None


def test_a_failure_that_cannot_be_stored_hides_nothing(installation: Settings, tmp_path: Path) -> None:
    installation.data.write_text("no folder")
    fail(installation, "take", OSError(28, "No space left on device"))


def test_a_newer_failure_replaces_an_older_one(installation: Settings) -> None:
    remember_failure(installation, "take", "Først.")
    remember_failure(installation, "publish", "Så.")
    clear_failure(installation, ["take"])
    found = last_failure(installation)
    assert found and found.reason_da == "Så."
