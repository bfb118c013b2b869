"""Since last time: the newest figure against the same part of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from pipelines.judgement.answer import SINCE_LAST, Answer, Tested
from pipelines.judgement.intervals import newcombe, newcombe_distance
from pipelines.judgement.reference import Reference
from pipelines.judgement.series import Point, Series
from pipelines.judgement.spread import spread_between_groups, spread_between_years
from pipelines.judgement.visible import a_year_over_five, between_years


def since_last(series: Series, reference: Reference, schools: Sequence[Series]) -> Answer:
    """Compare the newest figure with that of the year before.

    `reference`: from the years before the newest. `schools`: the schools of the same indicator, for means.
    """
    newest, before = series.latest, series.preceding
    if newest is None or before is None:
        return Answer(series, SINCE_LAST, used=int(newest is not None), verdict="not_comparable")
    tested = (
        _shares(series, newest, before, reference)
        if series.is_share
        else _means(series, newest, before, schools)
    )
    return Answer(
        series, SINCE_LAST, before.period, used=2, tested=tested, verdict=None if tested else "not_tested"
    )


def _shares(series: Series, newest: Point, before: Point, reference: Reference) -> Tested:
    one, other = (newest.numerator, newest.denominator), (before.numerator, before.denominator)
    low, high = newcombe(one, other, reference.critical())
    visible = between_years(newest, before, reference)
    return Tested(
        estimate=newest.value - before.value,
        low=100 * low,
        high=100 * high,
        p_value=reference.p_value(newcombe_distance(one, other)),
        visible=visible,
        persons=newest.denominator,
        between_years=visible,
        a_year=a_year_over_five(series, newest, reference),
    )


def _means(series: Series, newest: Point, before: Point, schools: Sequence[Series]) -> Tested | None:
    """Between-year variation before the newest figure, else how differently the schools have changed."""
    spread = spread_between_years(series.comparable[:-1])
    error = spread.deviation * sqrt(2) if spread else 0.0
    if spread is None and not series.breakdown:
        changed = [pair for school in schools if (pair := _change(school, newest, before))]
        spread = spread_between_groups([change for change, _ in changed], [weight for _, weight in changed])
        error = spread.deviation if spread else 0.0
    if spread is None:
        return None
    tested = tested_mean(newest.value - before.value, error, spread.reference)
    # A difference has twice the variance of one year, the slope of five years a tenth.
    return replace(tested, between_years=tested.visible, a_year=tested.visible / sqrt(20))


def tested_mean(estimate: float, error: float, reference: Reference) -> Tested:
    """Test a difference of means with a known standard error."""
    half, visible = reference.critical() * error, reference.visible() * error
    return Tested(estimate, estimate - half, estimate + half, reference.p_value(estimate / error), visible)


def _change(school: Series, newest: Point, before: Point) -> tuple[float, float] | None:
    points = {point.period: point for point in school.points}
    one, other = points.get(newest.period), points.get(before.period)
    return (one.value - other.value, one.denominator) if one and other else None
