"""The breakdowns of an indicator as rows: a label, a position on a shared scale, and the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.report.axes import Scale, span
from pipelines.report.figure_text import PERCENT
from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.labels_da import PART_TITLES, part_name


@dataclass(frozen=True)
class Row:
    """One group; its positions are in per cent of the scale, None where nothing is shown."""

    name: str
    figure: Figure
    x: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Part:
    """One breakdown: its title and rows, on the same scale as the indicator's other breakdowns."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Breakdown:
    """All breakdowns of one period; the scale's ends as text, and the positions of the target and of the total."""

    period: str
    parts: list[Part]
    ends: tuple[str, str]
    target: float | None
    total: float | None


def breakdown(indicator: Indicator) -> Breakdown | None:
    """Return the breakdowns of the newest shown total; None where an indicator has none."""
    figures = [figure for group in indicator.parts.values() for figure in group]
    if not figures:
        return None
    total = next(figure for figure in indicator.series if figure.period == figures[0].period)
    scale = _scale(indicator, [*figures, total])
    return Breakdown(
        figures[0].period_da,
        [_part(part, group, scale) for part, group in indicator.parts.items()],
        (indicator.unit.short(scale.low), indicator.unit.short(scale.high)),
        None if indicator.target is None else scale(indicator.target),
        None if total.value is None else scale(total.value),
    )


def _scale(indicator: Indicator, figures: Sequence[Figure]) -> Scale:
    ends = [end for figure in figures for end in (figure.low, figure.high) if end is not None]
    aims = [] if indicator.target is None else [indicator.target]
    low, high, _ = span(ends + aims or [0.0, 100.0], 100.0 if indicator.unit is PERCENT else None)
    return Scale(low, high, 100.0)


def _part(part: str, group: Sequence[Figure], scale: Scale) -> Part:
    return Part(PART_TITLES[part], [_row(part, figure, scale) for figure in group])


def _row(part: str, figure: Figure, scale: Scale) -> Row:
    x, low, high = (
        None if end is None else scale(end) for end in (figure.value, figure.ci_low, figure.ci_high)
    )
    return Row(part_name(part, getattr(figure, part)), figure, x, low, high)
