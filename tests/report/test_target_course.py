"""The course to the target and the forecast, both from the newest final figure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pipelines.report.indicator_figures import Indicator
from pipelines.report.read_indicators import read_indicators
from pipelines.report.target_course import course_of, forecast_of
from tests.report import example_tables
from tests.report.example_tables import ABOUT, share


def absence(*rows: dict[str, Any]) -> Indicator:
    indicators = read_indicators(
        example_tables.tables(indicators=example_tables.indicators(*rows, target=10.0, target_year=2028)),
        ABOUT.day,
    )
    return next(one for one in indicators if one.shown)


def test_the_course_leads_from_the_newest_final_figure_to_the_target() -> None:
    newest = share(2023, 50, 200, status="provisional")
    course = course_of(absence(share(2021, 40, 200), share(2022, 44, 200), newest))
    assert course and (course.start.period, course.target) == ("2022/23", 10.0)
    assert course.end == date(2028, course.start.day.month, course.start.day.day)


def test_a_target_of_a_year_that_has_passed_has_no_course() -> None:
    found = absence(share(2026, 40, 200), share(2027, 44, 200))
    assert course_of(found) is None and forecast_of(found) is None


def test_the_forecast_reaches_three_years_ahead_at_most() -> None:
    rows = [share(year, count, 200) for year, count in zip(range(2019, 2023), (80, 78, 79, 77), strict=True)]
    forecast = forecast_of(absence(*rows))
    assert forecast and (forecast.start.period, forecast.year) == ("2022/23", 2026)
    assert forecast.low < forecast.middle < forecast.high


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
