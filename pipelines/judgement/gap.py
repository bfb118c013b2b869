"""Gaps: the distance between the extremes of a breakdown, and funnel limits around the whole neighbourhood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from pipelines.judgement import words_da
from pipelines.judgement.answer import GAP, Answer, Tested
from pipelines.judgement.intervals import newcombe, newcombe_distance, smoothed
from pipelines.judgement.reference import Reference
from pipelines.judgement.regression import relative_weights
from pipelines.judgement.series import TOTAL, Point, Series
from pipelines.judgement.spread import Spread, spread_between_years

BREAKDOWNS = ("area", "gender", "school")
_FUNNEL = 0.998


def gaps(cells: Sequence[Series], breakdown: str, reference: Reference) -> list[Answer]:
    """Answer for one indicator and breakdown: one answer for the extremes, and one for each cell in the funnel.

    All cells are compared in the newest period of the whole neighbourhood, else of any of them.
    """
    parts = [series for series in cells if series.breakdown == (breakdown,)]
    if not parts:
        return []
    whole = next((series for series in cells if series.cell == TOTAL), None)
    newest = (
        whole.latest if whole and whole.latest else max((s.points[-1] for s in parts), key=lambda p: p.start)
    )
    shown = [(series, point) for series in parts for point in series.points if point.period == newest.period]
    funnel = [
        _in_funnel(series, point, newest, reference) for series, point in shown if whole and whole.latest
    ]
    return [_extremes(parts[0], breakdown, newest, shown, reference), *funnel]


def _extremes(
    first: Series, breakdown: str, newest: Point, shown: Sequence[tuple[Series, Point]], reference: Reference
) -> Answer:
    left_out = max(series.left_out for series, _ in shown) if shown else first.left_out
    answer = Answer(replace(first, left_out=left_out), GAP, None, newest.period, len(shown), cell=breakdown)
    if len(shown) < 2:
        return replace(answer, verdict="nothing_to_compare")
    ordered = sorted(shown, key=lambda pair: (pair[1].value, pair[0].cell))
    (bottom, lowest), (top, highest) = ordered[0], ordered[-1]
    tested = _shares(highest, lowest, len(shown), reference) if first.is_share else _means(ordered)
    verdict = None if tested else "not_tested"
    return replace(answer, compared_with=f"{top.cell} - {bottom.cell}", tested=tested, verdict=verdict)


def _shares(highest: Point, lowest: Point, groups: int, reference: Reference) -> Tested:
    one, other = (highest.numerator, highest.denominator), (lowest.numerator, lowest.denominator)
    low, high = newcombe(one, other, reference.critical(groups))
    share = smoothed(one[0] + other[0], one[1] + other[1])
    error = sqrt(share * (1 - share) * (1 / one[1] + 1 / other[1]))
    p_value = reference.p_value(newcombe_distance(one, other), groups)
    return Tested(
        highest.value - lowest.value, 100 * low, 100 * high, p_value, 100 * reference.visible(groups) * error
    )


def _means(ordered: Sequence[tuple[Series, Point]]) -> Tested | None:
    """The between-year variation of the cells, pooled."""
    spreads = [spread_between_years(series.comparable) for series, _ in ordered]
    known = [spread for spread in spreads if spread]
    if len(known) < len(ordered):
        return None
    pooled = _pooled(known)
    errors = [
        pooled.deviation / sqrt(relative_weights(series.comparable)[-1])
        for series, _ in (ordered[0], ordered[-1])
    ]
    error, reference, groups = sqrt(errors[0] ** 2 + errors[1] ** 2), pooled.reference, len(ordered)
    estimate = ordered[-1][1].value - ordered[0][1].value
    half = reference.critical(groups) * error
    p_value = reference.p_value(estimate / error, groups)
    return Tested(estimate, estimate - half, estimate + half, p_value, reference.visible(groups) * error)


def _pooled(spreads: Sequence[Spread]) -> Spread:
    df = sum(spread.df for spread in spreads)
    return Spread(sqrt(sum(spread.deviation**2 * spread.df for spread in spreads) / df), df)


def _in_funnel(series: Series, point: Point, whole: Point, reference: Reference) -> Answer:
    """Place a cell in the funnel: clearly above or below beyond 99.8 %, a note beyond 95 %.

    `low` and `high` are the estimate with the 95 % limits; the cell is itself part of the neighbourhood.
    """
    answer = Answer(series, GAP, TOTAL, whole.period, 1)
    if not series.is_share:
        return replace(answer, verdict="not_tested")
    share = smoothed(whole.numerator, whole.denominator)
    rest = max(1 / point.denominator - 1 / whole.denominator, 0.0)
    error = 100 * sqrt(share * (1 - share) * rest)
    estimate, half = point.value - whole.value, reference.critical() * error
    outside = abs(estimate) > reference.critical(level=_FUNNEL) * error > 0
    p_value = reference.p_value(estimate / error) if error else 1.0
    bounds = estimate - half, estimate + half
    tested = Tested(estimate, *bounds, p_value, reference.visible() * error, point.denominator)
    verdict = words_da.placed(estimate) if outside else "on_level"
    notes = (words_da.OUTSIDE_95,) if not outside and abs(estimate) > half > 0 else ()
    return replace(answer, tested=tested, verdict=verdict, notes=notes)
