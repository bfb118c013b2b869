"""What must be built again, by the state that the warehouse was built from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.transform.build_state import State

DROPS = {"absence": ["a", "b"], "pupils": ["p"]}
BUILT = State(
    "definitions",
    {"absence": 2, "pupils": 1},
    {"absence": "ab", "pupils": "p"},
    "receipts",
    day="2026-03-01",
    live=DROPS,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(tmp_path / "data", tmp_path / "keys")
    for store in found.fact_stores:
        store.parent.mkdir(parents=True, exist_ok=True)
        store.touch()
    return found


def test_only_feeds_whose_drops_have_changed_are_built() -> None:
    now = replace(BUILT, feeds={"absence": "abc", "pupils": "p"}, live=DROPS | {"absence": ["b", "c"]})
    assert BUILT.changed_feeds(BUILT) == set()
    assert now.changed_feeds(BUILT) == {"absence"}
    assert now.changed_drops(BUILT, "absence") == {"a", "c"}
    assert now.changed_drops(BUILT, "pupils") == set()


def test_a_new_feed_is_built() -> None:
    now = replace(BUILT, feeds=BUILT.feeds | {"exams": "none"}, live=DROPS | {"exams": []})
    assert now.changed_feeds(BUILT) == {"exams"}
    assert now.changed_drops(BUILT, "exams") is None


@pytest.mark.parametrize("change", [{"definitions": "others"}, {"persons": 1}, {"engine": "spark"}])
def test_everything_is_built_where_all_rows_may_differ(change: dict[str, object]) -> None:
    now = replace(BUILT, **change)
    assert now.changed_feeds(BUILT) == {"absence", "pupils"}
    assert now.changed_drops(BUILT, "absence") is None


def test_without_a_warehouse_everything_is_built() -> None:
    assert BUILT.changed_feeds(None) == {"absence", "pupils"}
    assert BUILT.changed_drops(None, "absence") is None
    assert BUILT.owes_other_lists(None)


def test_other_lists_are_owed_with_each_receipt_and_each_day() -> None:
    assert not BUILT.owes_other_lists(BUILT)
    assert replace(BUILT, receipts="more").owes_other_lists(BUILT)
    assert replace(BUILT, day="2026-03-02").owes_other_lists(BUILT)


def test_a_warehouse_of_yesterday_is_of_the_same_state() -> None:
    assert replace(BUILT, day="2026-03-02", live={}) == BUILT
    assert replace(BUILT, receipts="more") != BUILT
    assert not {"day", "live"} & BUILT.as_json().keys()


def test_what_was_saved_is_what_was_built(settings: Settings) -> None:
    assert State.built(settings) is None
    BUILT.save(settings)
    found = State.built(settings)
    assert found is not None
    assert (found, found.day, found.live) == (BUILT, BUILT.day, BUILT.live)


def test_a_warehouse_that_is_gone_was_never_built(settings: Settings) -> None:
    BUILT.save(settings)
    settings.fact_stores[0].unlink()
    assert State.built(settings) is None


def test_a_build_that_was_not_finished_is_followed_by_one_of_everything(settings: Settings) -> None:
    other = replace(BUILT, feeds={"absence": "abc", "pupils": "p"})
    assert not BUILT.follows_another(settings)
    other.begin(settings)
    assert BUILT.follows_another(settings)
    # The same build again goes on where it was.
    assert not other.follows_another(settings)
    other.save(settings)
    assert not BUILT.follows_another(settings)
