"""Geometry of a chart that holds the same indicator of several groups, with their intervals side by side.

Lines differ by colour, dashes and the shape of their points. Nothing is smoothed or interpolated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.report.axes import Scale, span
from pipelines.report.chart_frame import HEIGHT, WIDTH, Frame, x_ticks
from pipelines.report.figure_text import PERCENT
from pipelines.report.indicator_figures import Benchmark, Figure, Indicator
from pipelines.text.danish import listed

MOST = 4
_PAINTS = ("#14607a", "#a84a00", "#5b3a8c", "#356619")
_DASHES = ("", "9 4", "2 4", "12 3 2 3")
_SHAPES = (
    "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "M-5.5-5.500h11v11h-11z",
    "M0-7l6.5 12h-13z",
    "M0-7.500l7 7.500-7 7.500-7-7.500z",
)
# Intervals of the same period stand beside each other.
_APART = 9.0


@dataclass(frozen=True)
class Point:
    """One shown figure: its position, and the ends of its interval where it has one."""

    x: float
    y: float
    top: float | None
    low: float | None
    provisional: bool


@dataclass(frozen=True)
class Series:
    """One group: its name, look, points and lines; `hidden` names the periods in which it is hidden."""

    name: str
    paint: str
    dashes: str
    shape: str
    points: list[Point]
    lines: list[str]
    hidden: list[str]


@dataclass(frozen=True)
class Comparison:
    """The chart: its series, the lines of other places, ticks in per cent, and the alternative text."""

    series: list[Series]
    others: list[tuple[str, str]]
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    from_zero: bool
    alt: str


def compare(groups: Sequence[tuple[str, Indicator]], with_others: bool) -> Comparison | None:
    """Plot one indicator of each group (its name, its figures as those of the whole); None where nothing is shown.

    `with_others`: also the figures of the municipality and the country.
    """
    drawn = [(name, one) for name, one in groups if one.shown]
    if not drawn:
        return None
    others = [other for _, one in drawn[:1] for other in one.benchmarks if with_others]
    frame = _frame([one for _, one in drawn], others)
    middle = (len(drawn) - 1) / 2
    return Comparison(
        [
            _series(place, name, one, frame, (place - middle) * _APART)
            for place, (name, one) in enumerate(drawn)
        ],
        list(_other_lines(others, frame)),
        x_ticks(drawn[0][1], frame),
        [(frame.up.percent(tick), drawn[0][1].unit.short(tick)) for tick in frame.ticks],
        frame.up.low == 0,
        _alt(drawn),
    )


def _frame(drawn: Sequence[Indicator], others: Sequence[Benchmark]) -> Frame:
    first = min(one.series[0].period_start for one in drawn)
    last = max(one.series[-1].period_end for one in drawn)
    figures = [figure for one in drawn for figure in one.shown]
    ends = [end for figure in figures for end in (figure.low, figure.high) if end is not None]
    ends += [other.value for other in others if other.day >= first]
    low, high, ticks = span(ends, 100.0 if drawn[0].unit is PERCENT else None)
    across, up = Scale(first.toordinal(), last.toordinal(), WIDTH), Scale(low, high, HEIGHT, upwards=True)
    return Frame(
        first, last, across, up, ticks, None, None, [other for other in others if other.day >= first]
    )


def _series(place: int, name: str, one: Indicator, frame: Frame, aside: float) -> Series:
    runs = groupby(one.series, key=lambda figure: figure.value is not None)
    shown = [[_point(figure, frame, aside) for figure in run] for is_shown, run in runs if is_shown]
    return Series(
        name,
        _PAINTS[place],
        _DASHES[place],
        _SHAPES[place],
        [point for run in shown for point in run],
        ["M" + "L".join(f"{point.x:g} {point.y:g}" for point in run) for run in shown],
        [figure.period_da for figure in one.series if figure.hidden],
    )


def _point(figure: Figure, frame: Frame, aside: float) -> Point:
    x, y = frame.place(figure)
    has_ends = figure.ci_low is not None and figure.ci_high is not None
    top, low = (frame.up(end or 0) if has_ends else None for end in (figure.ci_high, figure.ci_low))
    return Point(round(x + aside, 1), y, top, low, figure.provisional)


def _other_lines(others: Sequence[Benchmark], frame: Frame) -> Iterator[tuple[str, str]]:
    known = [other for other in others if other in frame.others]
    for geography, group in groupby(known, key=lambda other: other.geography):
        yield geography, "M" + "L".join("{:g} {:g}".format(*frame.at(one.day, one.value)) for one in group)


def _alt(drawn: Sequence[tuple[str, Indicator]]) -> str:
    said = [
        f"{name}: fra {one.shown[0].period_da} {one.unit.text(one.shown[0].value or 0)} "
        f"til {one.shown[-1].period_da} {one.unit.text(one.shown[-1].value or 0)}"
        for name, one in drawn
    ]
    return f"{listed([name for name, _ in drawn])} i samme graf. {'. '.join(said)}. Alle tal står i tabellen herunder."
