"""The scales of a time chart: its days, its values and their ticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from pipelines.report.axes import MOST_YEARS, Scale, span, years
from pipelines.report.figure_text import PERCENT
from pipelines.report.indicator_figures import Benchmark, Figure, Indicator
from pipelines.report.target_course import Course, Forecast, course_of, forecast_of

# The view box of a chart. It is stretched to the width of the page; labels are outside it.
WIDTH, HEIGHT = 1000.0, 300.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """The scales of one chart, its first and last day, and what is drawn besides the figures."""

    first: date
    last: date
    across: Scale
    up: Scale
    ticks: list[float]
    course: Course | None
    forecast: Forecast | None
    others: list[Benchmark]

    def place(self, figure: Figure) -> Point:
        """The position of a shown figure."""
        return self.at(figure.day, figure.value or 0)

    def at(self, day: date, value: float) -> Point:
        """The position of a value on a day."""
        return self.across(day.toordinal()), self.up(value)


def frame_of(indicator: Indicator, small: bool, beside: Iterable[Indicator]) -> Frame:
    """Return the frame of a chart whose axis holds those of the indicators `beside` it, as far as units are the same.

    A `small` chart ends with the newest period and omits the course, the forecast and the benchmarks.
    """
    course = None if small else course_of(indicator)
    forecast = None if small else forecast_of(indicator)
    others = [] if small else _others(indicator)
    first, last = indicator.series[0].period_start, indicator.series[-1].period_end
    for line in (course, forecast):
        last = max(last, date(line.end.year, 12, 31)) if line else last
    alike = [one for one in beside if one.unit == indicator.unit and one.latest]
    extent = [end for one in [indicator, *alike] for end in _extent(one, small)]
    low, high, ticks = span(extent, 100.0 if indicator.unit is PERCENT else None)
    across, up = Scale(first.toordinal(), last.toordinal(), WIDTH), Scale(low, high, HEIGHT, upwards=True)
    return Frame(first, last, across, up, ticks, course, forecast, others)


def _others(indicator: Indicator) -> list[Benchmark]:
    """The benchmarks from the first day of the chart on."""
    return [other for other in indicator.benchmarks if other.day >= indicator.series[0].period_start]


def _extent(indicator: Indicator, small: bool) -> list[float]:
    ends = [end for figure in indicator.shown for end in (figure.low, figure.high) if end is not None]
    aims = [] if indicator.target is None else [indicator.target]
    if small:
        return [*ends, *aims]
    forecast = forecast_of(indicator)
    fan = [forecast.low, forecast.high] if forecast else []
    return [*ends, *aims, *fan, *(other.value for other in _others(indicator))]


def x_ticks(indicator: Indicator, frame: Frame) -> list[tuple[float, str]]:
    """Return position in per cent and label of the years: school years under their points, at most `MOST_YEARS`."""
    is_school_year = indicator.series[0].period_type == "school_year"
    days = _school_years(indicator.series, frame.last) if is_school_year else years(frame.first, frame.last)
    return [(frame.across.percent(day.toordinal()), text) for day, text in days]


def _school_years(series: Sequence[Figure], last: date) -> list[tuple[date, str]]:
    """The middle day and label of each school year, counted back from the newest of the series."""
    start, newest = series[0].period_start, series[-1].period_start.year
    found = range(start.year, last.year)
    every = ceil(len(found) / MOST_YEARS) or 1
    return [
        (_middle(start.replace(year=year)), f"{year}/{(year + 1) % 100:02}")
        for year in found
        if (newest - year) % every == 0
    ]


def _middle(start: date) -> date:
    return start + (start.replace(year=start.year + 1) - timedelta(days=1) - start) / 2
