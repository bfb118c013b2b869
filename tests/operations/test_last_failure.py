"""The last failure is remembered in our own words, until the same step goes well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.errors import Said, in_our_words, remembered
from pipelines.operations.last_failure import WAY, last_failure, remember, settle
from pipelines.publication.release.freeze import NotFrozen
from pipelines.settings import Settings
from pipelines.transform.dbt_runner import BuildFailed


def fail(house: Settings, step: str, problem: Exception) -> None:
    with pytest.raises(type(problem)), remembered(house, lambda: step, WAY):
        raise problem


def test_nothing_has_failed_in_a_new_house(house: Settings) -> None:
    assert last_failure(house) is None


def test_a_failure_is_remembered_with_its_step_and_reason(house: Settings) -> None:
    fail(house, "build", BuildFailed(["absence_rate"]))
    plain = json.loads(house.failure.read_text(encoding="utf-8"))
    assert sorted(plain) == ["at", "reason_da", "step"]
    found = last_failure(house)
    assert found and found.step == "build" and "absence_rate" in found.reason_da
    assert house.failure.stat().st_mode & 0o077 == 0


def test_no_value_is_remembered(house: Settings) -> None:
    fail(house, "take", ValueError("010101-1234 står i linje 3"))
    assert "010101" not in house.failure.read_text(encoding="utf-8")


def test_a_later_success_of_the_same_way_forgets_it(house: Settings) -> None:
    fail(house, "publish", BuildFailed(["cells"]))
    with remembered(house, lambda: "take", WAY):
        pass
    assert last_failure(house) is None


def test_a_step_that_goes_well_settles_its_own_failure_alone(house: Settings) -> None:
    remember(house, "publish", "Det gik galt.")
    with in_our_words(house, "take"):
        pass
    assert last_failure(house)
    with in_our_words(house, "publish"):
        pass
    assert last_failure(house) is None


def test_dagster_hears_our_words_and_the_house_remembers_them(house: Settings) -> None:
    with pytest.raises(Said) as told, in_our_words(house, "marts"):
        raise RuntimeError("010101-1234")
    found = last_failure(house)
    assert found and found.reason_da == str(told.value)
    assert told.value.__cause__ is None and "010101" not in found.reason_da


def test_a_refusal_is_no_failure(house: Settings) -> None:
    fail(house, "freeze", NotFrozen("2026K1 er allerede fastfrosset"))
    assert last_failure(house) is None


def test_a_failure_that_cannot_be_written_down_hides_nothing(house: Settings, tmp_path: Path) -> None:
    house.data.write_text("no folder")
    fail(house, "take", OSError(28, "No space left on device"))


def test_a_newer_failure_replaces_an_older_one(house: Settings) -> None:
    remember(house, "take", "Først.")
    remember(house, "publish", "Så.")
    settle(house, ["take"])
    found = last_failure(house)
    assert found and found.reason_da == "Så."
