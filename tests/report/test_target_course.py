"""The straight line from the first shown figure to the target."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.report.read_indicators import read_indicators
from pipelines.report.target_course import course_of
from tests.report import example_tables
from tests.report.example_tables import ABOUT, share


def test_the_course_ends_at_the_target_and_does_not_go_on() -> None:
    rows = example_tables.indicators(
        share(2021, 40, 200), share(2022, 44, 200), target=10.0, target_year=2028
    )
    indicators = read_indicators(example_tables.tables(indicators=rows), ABOUT.day)
    course = next(course for one in indicators if (course := course_of(one)))
    assert course.at(course.start.day) == course.start.value == 20.0
    assert course.at(course.end) == 10.0
    assert course.at(course.end + timedelta(days=500)) == 10.0


def test_a_period_that_ends_today_is_not_missing_yet() -> None:
    """The secretariat's report of 31 July does not say that the school year which ends that day is missing."""
    gone = dict.fromkeys(("numerator", "denominator", "value", "ci_low", "ci_high", "few"))
    for days, listed in ((0, 1), (1, 2)):
        ends = ABOUT.day - timedelta(days=days)
        late = (
            share(2024, 1, 1, status="not_delivered")
            | gone
            | {
                "period": "sidste",
                "period_start": date(ends.year - 1, 8, 1),
                "period_end": ends,
            }
        )
        rows = example_tables.indicators(share(2021, 40, 200), late)
        indicators = read_indicators(example_tables.tables(indicators=rows), ABOUT.day)
        (absence,) = (one for one in indicators if one.series)
        assert len(absence.series) == listed
