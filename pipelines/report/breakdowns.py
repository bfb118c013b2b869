"""The breakdowns of an indicator as rows: a label, a position on a shared scale, and the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.report.axes import Scale, span
from pipelines.report.figure_text import PERCENT
from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.labels_da import PART_TITLES, part_name
from pipelines.report.verdict_lines_da import gap_sentence
from pipelines.report.verdicts import GAP, Verdict


@dataclass(frozen=True)
class Row:
    """One group; its positions are in per cent of the scale, None where nothing is shown.

    `funnel`: where 95 % of groups of its size lie, if they are like all; `word`: that it lies beyond 99.8 % of them.
    """

    name: str
    figure: Figure
    x: float | None
    low: float | None
    high: float | None
    funnel: tuple[float, float] | None
    word: str


@dataclass(frozen=True)
class Part:
    """One breakdown: its title and rows, on the same scale as the indicator's other breakdowns."""

    title: str
    rows: list[Row]
    gap: str


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
        [_part(indicator, part, scale) for part in indicator.parts],
        (indicator.unit.short(scale.low), indicator.unit.short(scale.high)),
        None if indicator.target is None else scale(indicator.target),
        None if total.value is None else scale(total.value),
    )


def _scale(indicator: Indicator, figures: Sequence[Figure]) -> Scale:
    ends = [end for figure in figures for end in (figure.low, figure.high) if end is not None]
    ends += [end for limits in _every_funnel(indicator) for end in limits]
    aims = [] if indicator.target is None else [indicator.target]
    low, high, _ = span(ends + aims or [0.0, 100.0], 100.0 if indicator.unit is PERCENT else None)
    return Scale(low, high, 100.0)


def _every_funnel(indicator: Indicator) -> list[tuple[float, float]]:
    pairs = [
        (figure, indicator.verdict(GAP, f"{part}={getattr(figure, part)}"))
        for part, group in indicator.parts.items()
        for figure in group
    ]
    return [limits for figure, verdict in pairs if (limits := _funnel(figure, verdict))]


def _part(indicator: Indicator, part: str, scale: Scale) -> Part:
    rows = [_row(indicator, part, figure, scale) for figure in indicator.parts[part]]
    return Part(PART_TITLES[part], rows, gap_sentence(indicator, part))


def _row(indicator: Indicator, part: str, figure: Figure, scale: Scale) -> Row:
    x, low, high = (
        None if end is None else scale(end) for end in (figure.value, figure.ci_low, figure.ci_high)
    )
    code = getattr(figure, part)
    verdict = indicator.verdict(GAP, f"{part}={code}")
    judged = verdict if verdict and verdict.period == figure.period else None
    word = judged.word if judged and judged.is_apart else ""
    limits = _funnel(figure, judged)
    funnel = (scale(limits[0]), scale(limits[1])) if limits else None
    return Row(part_name(part, code), figure, x, low, high, funnel, word)


def _funnel(figure: Figure, verdict: Verdict | None) -> tuple[float, float] | None:
    """The limits around the whole: its value and half the width of the interval of the difference from it."""
    if verdict is None or figure.value is None or None in (verdict.estimate, verdict.low, verdict.high):
        return None
    whole, half = figure.value - (verdict.estimate or 0), ((verdict.high or 0) - (verdict.low or 0)) / 2
    return max(0.0, whole - half), min(100.0, whole + half)
