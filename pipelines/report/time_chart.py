"""Geometry of the time chart, drawn by a template. Nothing is smoothed or interpolated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pipelines.report.axes import Scale, span, years
from pipelines.report.figure_text import PERCENT
from pipelines.report.indicator_figures import Benchmark, Figure, Indicator
from pipelines.report.target_course import Course, course_of

# The view box of a chart. It is stretched to the width of the page; labels are outside it.
WIDTH, HEIGHT = 1000.0, 300.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Dot:
    """One shown figure."""

    x: float
    y: float
    provisional: bool


@dataclass(frozen=True)
class Plot:
    """One indicator over time: SVG paths, and ticks with their position in per cent."""

    bands: list[str]
    lines: list[str]
    dots: list[Dot]
    hidden: list[Point]
    others: list[tuple[str, str]]
    target: float | None
    course: str | None
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    from_zero: bool


@dataclass(frozen=True)
class Frame:
    """The scales of one chart, and its first and last day."""

    first: date
    last: date
    across: Scale
    up: Scale
    ticks: list[float]

    def place(self, figure: Figure) -> Point:
        """The position of a shown figure."""
        return self.at(figure.day, figure.value or 0)

    def at(self, day: date, value: float) -> Point:
        """The position of a value on a day."""
        return self.across(day.toordinal()), self.up(value)


def plot(indicator: Indicator, small: bool = False) -> Plot | None:
    """Plot the shown figures and the hidden periods; None where no number is shown.

    A `small` chart ends with the newest period and omits the course and the benchmarks.
    """
    if indicator.latest is None:
        return None
    course = None if small else course_of(indicator)
    others = [] if small else _others(indicator)
    frame, runs = _frame(indicator, course, others), _runs(indicator.series)
    return Plot(
        bands=[_band(run, frame) for run in runs if indicator.is_share],
        lines=[_path([frame.place(figure) for figure in run]) for run in runs],
        dots=[Dot(*frame.place(figure), figure.provisional) for figure in indicator.shown],
        hidden=list(_hidden(indicator.series, frame.across)),
        others=list(_other_lines(others, frame)),
        target=None if indicator.target is None else frame.up(indicator.target),
        course=_course(course, frame) if course else None,
        x_ticks=[
            (frame.across.percent(day.toordinal()), text) for day, text in years(frame.first, frame.last)
        ],
        y_ticks=[(frame.up.percent(tick), indicator.unit.short(tick)) for tick in frame.ticks],
        from_zero=frame.up.low == 0,
    )


def _others(indicator: Indicator) -> list[Benchmark]:
    """The benchmarks from the first day of the chart on."""
    return [other for other in indicator.benchmarks if other.day >= indicator.series[0].period_start]


def _frame(indicator: Indicator, course: Course | None, others: Sequence[Benchmark]) -> Frame:
    first, last = indicator.series[0].period_start, indicator.series[-1].period_end
    last = max(last, date(course.end.year, 12, 31)) if course else last
    low, high, ticks = span(_extent(indicator, others), 100.0 if indicator.unit is PERCENT else None)
    across = Scale(first.toordinal(), last.toordinal(), WIDTH)
    return Frame(first, last, across, Scale(low, high, HEIGHT, upwards=True), ticks)


def _extent(indicator: Indicator, others: Sequence[Benchmark]) -> list[float]:
    ends = [end for figure in indicator.shown for end in (figure.low, figure.high) if end is not None]
    aims = [] if indicator.target is None else [indicator.target]
    return [*ends, *aims, *(other.value for other in others)]


def _runs(series: Sequence[Figure]) -> list[list[Figure]]:
    """Runs of consecutive shown figures: a line never crosses a hidden or missing period."""
    groups = groupby(series, key=lambda figure: figure.value is not None)
    return [list(group) for shown, group in groups if shown]


def _band(run: Sequence[Figure], frame: Frame) -> str:
    """The confidence band of a run; that of a single figure is a narrow bar."""
    top = [frame.at(figure.day, figure.high or 0) for figure in run]
    low = [frame.at(figure.day, figure.low or 0) for figure in reversed(run)]
    if len(run) == 1:
        top, low = _beside(top[0], -4, 4), _beside(low[0], 4, -4)
    return _path(top + low) + "Z"


def _beside(point: Point, *steps: float) -> list[Point]:
    return [(point[0] + step, point[1]) for step in steps]


def _hidden(series: Sequence[Figure], across: Scale) -> Iterator[Point]:
    """Left edge and width of each run of hidden periods."""
    for hidden, group in groupby(series, key=lambda figure: figure.hidden):
        run = list(group)
        if hidden:
            left = across(run[0].period_start.toordinal())
            yield left, round(across(run[-1].period_end.toordinal()) - left, 1)


def _other_lines(others: Sequence[Benchmark], frame: Frame) -> Iterator[tuple[str, str]]:
    for geography, group in groupby(others, key=lambda other: other.geography):
        yield geography, _path([frame.at(other.day, other.value) for other in group])


def _course(course: Course, frame: Frame) -> str:
    return _path([frame.place(course.start), frame.at(course.end, course.target)])


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
