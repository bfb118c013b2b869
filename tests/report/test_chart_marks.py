"""Marks on a chart: reforms, initiatives and decisions, each on its day."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.report.chart_marks import Mark, marks_of
from pipelines.report.initiative_overview import read_initiatives
from pipelines.report.meeting_memory import read_reflections
from tests.publication import example_marts
from tests.report import example_tables


@pytest.mark.parametrize(
    ("meeting", "day"),
    [
        ("2026K1", date(2026, 3, 31)),
        ("2026K2", date(2026, 6, 30)),
        ("2026K4", date(2026, 12, 31)),
        ("2026", date(2026, 12, 31)),
        ("2025/26", date(2026, 7, 31)),
        ("2026M09", date(2026, 9, 30)),
    ],
)
def test_a_decision_stands_at_the_end_of_its_meetings_period(meeting: str, day: date) -> None:
    said = read_reflections({"reflections": example_marts.reflections(meeting=meeting)}, date(2026, 12, 1))
    expected = [Mark(day, f"Aftale om prøvehandling på mødet {meeting}")]
    assert marks_of("absence_over_10", [], said) == expected


def test_a_reform_is_marked_on_the_indicators_it_touches() -> None:
    reform = Mark(date(2025, 7, 1), "Nyt kontanthjælpssystem")
    assert marks_of("benefit_share_18_29", [], []) == [reform]
    assert marks_of("absence_over_10", [], []) == []


def test_an_initiative_is_marked_where_it_begins() -> None:
    (initiative,) = read_initiatives(example_tables.tables())
    assert marks_of("absence_over_10", [initiative], []) == [Mark(date(2026, 1, 1), "Ord begynder")]
