"""The asset check of a feed's contract counts the problems in the drops' receipts."""

from __future__ import annotations

from dataclasses import replace

from pipelines.intake.problems.problem import Problem
from pipelines.orchestration.feed_assets import contract_check
from tests.orchestration.test_receipt_metadata import DROP

LATE_CELLS = [
    Problem("unreadable", "error", "…", sheet="Jan", column="Sygdom", count=2),
    Problem("unreadable", "error", "…", sheet="Feb", column="Sygdom", count=3),
    Problem("unknown_code", "warning", "…", column="Skole", count=7),
]


def test_a_rule_broken_in_several_places_of_one_drop_is_counted_in_each() -> None:
    check = contract_check("absence", [replace(DROP, problems=LATE_CELLS)])
    assert "| unreadable | 5 |" in check.metadata["rules"].value
    assert "unknown_code" not in check.metadata["rules"].value


def test_a_rule_is_counted_in_every_drop() -> None:
    drop = replace(DROP, problems=LATE_CELLS[:1])
    check = contract_check("absence", [drop, drop])
    assert "| unreadable | 4 |" in check.metadata["rules"].value
    assert check.metadata["rows_quarantined"].value == 2
    assert not check.passed
