"""Geometry of the time chart, drawn by a template. Nothing is smoothed or interpolated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.report.axes import Scale
from pipelines.report.chart_frame import Frame, Point, frame_of, x_ticks
from pipelines.report.chart_marks import Mark
from pipelines.report.indicator_figures import Benchmark, Figure, Indicator
from pipelines.report.target_course import Course, Forecast


@dataclass(frozen=True)
class Dot:
    """One shown figure."""

    x: float
    y: float
    provisional: bool


@dataclass(frozen=True)
class Plot:
    """One indicator over time: SVG paths, and ticks with their position in per cent.

    `fan` is the prediction interval of the forecast, `forecast` its middle.
    """

    bands: list[str]
    lines: list[str]
    dots: list[Dot]
    hidden: list[Point]
    others: list[tuple[str, str]]
    target: float | None
    course: str | None
    fan: str | None
    forecast: str | None
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    from_zero: bool
    marks: list[tuple[float, Mark]]


def plot(
    indicator: Indicator,
    small: bool = False,
    beside: Iterable[Indicator] = (),
    marks: Iterable[Mark] = (),
) -> Plot | None:
    """Plot the shown figures and the hidden periods; None where no number is shown.

    The axis also holds the figures of the indicators `beside` it. A `small` chart ends with the newest period and omits
    the course, the forecast and the benchmarks. Of the `marks` those within the chart's days are placed.
    """
    if indicator.latest is None:
        return None
    frame, runs = frame_of(indicator, small, beside), _runs(indicator.series)
    return Plot(
        bands=[_band(run, frame) for run in runs if indicator.is_share],
        lines=[_path([frame.place(figure) for figure in run]) for run in runs],
        dots=[Dot(*frame.place(figure), figure.provisional) for figure in indicator.shown],
        hidden=list(_hidden(indicator.series, frame.across)),
        others=list(_other_lines(frame.others, frame)),
        target=None if indicator.target is None else frame.up(indicator.target),
        course=_course(frame.course, frame) if frame.course else None,
        fan=_fan(frame.forecast, frame) if frame.forecast else None,
        forecast=_middle(frame.forecast, frame) if frame.forecast else None,
        x_ticks=x_ticks(indicator, frame),
        y_ticks=[(frame.up.percent(tick), indicator.unit.short(tick)) for tick in frame.ticks],
        from_zero=frame.up.low == 0,
        marks=[
            (frame.across.percent(mark.day.toordinal()), mark)
            for mark in marks
            if frame.first <= mark.day <= frame.last
        ],
    )


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


def _fan(forecast: Forecast, frame: Frame) -> str:
    """The triangle from the newest final figure to the ends of the prediction interval."""
    ends = [frame.at(forecast.end, value) for value in (forecast.low, forecast.high)]
    return _path([frame.place(forecast.start), *ends]) + "Z"


def _middle(forecast: Forecast, frame: Frame) -> str:
    return _path([frame.place(forecast.start), frame.at(forecast.end, forecast.middle)])


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
