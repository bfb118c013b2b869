"""Which drops are held beside the ones before, rule by rule."""

from __future__ import annotations

import json
from datetime import datetime

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.versions import reasons_to_hold
from pipelines.settings import Limits
from schemas.feeds import all_feeds

PUPILS = all_feeds()["pupils"]


def scope(school: str, day: str) -> str:
    return json.dumps([school, day])


def drop(sequence: int, scopes: dict[str, int], units: list[str]) -> Manifest:
    then = datetime(2026, 1, sequence)
    return Manifest(
        f"r{sequence}", "p", "f", "s", then, then, sequence, "accepted", "pupils", scopes=scopes, units=units
    )


def codes(scopes: dict[str, int], units: list[str], earlier: list[Manifest]) -> list[str]:
    return [problem.code for problem in reasons_to_hold(PUPILS, scopes, units, earlier, Limits())]


def test_a_snapshot_is_compared_with_the_one_before_of_the_same_school() -> None:
    """The large school's list in September says nothing of the small school's in February."""
    earlier = [
        drop(1, {scope("561001", "2025-09-05"): 400, scope("561002", "2025-09-05"): 50}, ["561001", "561002"])
    ]
    assert codes({scope("561002", "2026-02-01"): 48}, ["561001", "561002"], earlier) == []
    assert codes({scope("561001", "2026-02-01"): 48}, ["561001", "561002"], earlier) == ["shrunk"]


def test_two_snapshots_in_one_file_are_judged_one_by_one() -> None:
    one, other = scope("561001", "2025-09-05"), scope("561001", "2026-02-01")
    assert codes({one: 100, other: 60}, ["561001"], []) == ["shrunk"]
    assert codes({one: 100, other: 90}, ["561001"], []) == []
    assert codes({other: 60, one: 100}, ["561001"], [drop(1, {one: 100}, ["561001"])]) == ["shrunk"]


def test_a_school_is_gone_that_the_newest_drop_had() -> None:
    """It came in the second drop, so only that one says that it is missing in the third."""
    first = drop(1, {scope("561001", "2025-09-05"): 30}, ["561001"])
    second = drop(2, {scope("561002", "2026-02-01"): 30}, ["561001", "561002"])
    assert codes({scope("561001", "2026-09-05"): 30}, ["561001"], [first, second]) == ["unit_gone"]
    assert codes({scope("561001", "2026-09-05"): 30}, ["561001"], [second, first]) == []


def test_a_correction_is_not_compared_with_the_snapshot_before_it() -> None:
    """The pupils of February were few already when their list was first sent; a correction has as many."""
    september, february = scope("561001", "2025-09-05"), scope("561001", "2026-02-01")
    earlier = [drop(1, {september: 400}, ["561001"]), drop(2, {february: 60}, ["561001"])]
    assert codes({february: 60}, ["561001"], earlier) == []


def test_a_small_school_is_not_compared() -> None:
    september, february = scope("561001", "2025-09-05"), scope("561001", "2026-02-01")
    assert codes({february: 3}, ["561001"], [drop(1, {september: 19}, ["561001"])]) == []
    assert codes({february: 3}, ["561001"], [drop(1, {september: 20}, ["561001"])]) == ["shrunk"]
