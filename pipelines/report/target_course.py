"""The lines from the newest final figure: the course that reaches the target, and where the trend leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.verdicts import TARGET

# How far the table `judgements` forecasts.
YEARS_AHEAD = 3


@dataclass(frozen=True)
class Course:
    """The straight line from `start` to `target`, which is reached on `end`."""

    start: Figure
    target: float
    end: date


@dataclass(frozen=True)
class Forecast:
    """Where the trend from `start` leads by `end`, in `year`, with its 80 % prediction interval."""

    start: Figure
    end: date
    year: int
    middle: float
    low: float
    high: float


def course_of(indicator: Indicator) -> Course | None:
    """Return the course needed from here; None without a target in a later year than the newest final figure."""
    start = indicator.final
    if start is None or indicator.target is None or indicator.target_year is None:
        return None
    left = indicator.target_year - start.period_end.year
    return Course(start, indicator.target, _later(start.day, left)) if left > 0 else None


def forecast_of(indicator: Indicator) -> Forecast | None:
    """Return the forecast of the verdict on the target; None where there is none, or the target year is past."""
    verdict = indicator.verdict(TARGET)
    start = indicator.figure_in(verdict.period) if verdict else None
    if verdict is None or start is None or None in (verdict.estimate, verdict.low, verdict.high):
        return None
    ahead = min((indicator.target_year or 0) - start.period_end.year, YEARS_AHEAD)
    if ahead <= 0:
        return None
    numbers = (number or 0.0 for number in (verdict.estimate, verdict.low, verdict.high))
    return Forecast(start, _later(start.day, ahead), start.period_end.year + ahead, *numbers)


def _later(day: date, years: int) -> date:
    """The same day of a later year; of 29 February the day before."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
