"""Rows of a scope that a drop is hardly about are set aside."""

from __future__ import annotations

from dataclasses import replace

from pipelines.intake.archive.manifest import Rows
from pipelines.intake.decision.stray_rows import set_aside
from pipelines.intake.decision.versions import scope_label
from pipelines.intake.examination.examined import Examined
from pipelines.intake.problems.problem import file_problem
from schemas.feeds import all_feeds
from tests.intake.samples import cprs
from tests.intake.validation.test_validate import check

ABSENCE = all_feeds()["absence"]
SEPTEMBER, OCTOBER = (scope_label(["561001", f"2025-{month:02}-01"]) for month in (9, 10))


def part() -> Examined:
    """Five rows of September, and three of October in between."""
    months = ["2025M09", "2025M10", "2025M09", "2025M10", "2025M09", "2025M10", "2025M09", "2025M09"]
    checked = check(
        "absence", *({"month": month, "cpr": cpr} for month, cpr in zip(months, cprs(8), strict=True))
    )
    return Examined(ABSENCE, "", False, Rows(loaded=8, skipped=2), checked, [file_problem("part_added")])


def test_the_rows_of_a_stray_scope_are_quarantined_and_the_others_loaded() -> None:
    found = set_aside(part(), [OCTOBER], 10)
    assert found.rows == Rows(loaded=5, quarantined=3, skipped=2)
    assert found.checked is not None
    assert {day.month for day in found.checked.loaded["month"]} == {9}
    (quarantined,) = found.checked.quarantined_chunks()
    assert quarantined["source_row"].to_list() == [3, 5, 7]


def test_the_sender_is_told_each_row_before_whatever_else_there_is() -> None:
    *strays, last = set_aside(part(), [OCTOBER], 3).problems
    assert [(problem.code, problem.row, problem.count) for problem in strays] == [
        ("stray_scope", 3, 1),
        ("stray_scope", 5, 1),
        ("stray_scope", 7, 1),
    ]
    assert last.code == "part_added"


def test_of_many_rows_the_first_are_named_and_the_rest_counted() -> None:
    first, rest, _ = set_aside(part(), [OCTOBER], 1).problems
    assert (first.row, first.count, rest.row, rest.count) == (3, 1, None, 2)


def test_several_scopes_may_be_stray() -> None:
    assert set_aside(part(), [SEPTEMBER, OCTOBER], 10).rows == Rows(quarantined=8, skipped=2)


def test_without_stray_scopes_the_part_is_as_it_was() -> None:
    one = part()
    assert set_aside(one, [], 10) is one


def test_a_part_that_could_not_be_read_has_no_rows_to_set_aside() -> None:
    unread = replace(part(), checked=None)
    assert set_aside(unread, [OCTOBER], 10) is unread
