"""Over the years: the trend of all comparable figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import numpy as np

from pipelines.judgement.answer import OVER_YEARS, Answer, Tested
from pipelines.judgement.intervals import smoothed
from pipelines.judgement.process_chart import latest_signals
from pipelines.judgement.reference import Reference
from pipelines.judgement.regression import can_be_fitted, linear
from pipelines.judgement.series import Point, Series
from pipelines.judgement.since_last import tested_mean
from pipelines.judgement.spread import spread_between_years
from pipelines.judgement.visible import between_years


def over_years(series: Series, reference: Reference) -> Answer:
    """Test the change per year; `reference` is that of all comparable years."""
    points = series.comparable
    answer = Answer(series, OVER_YEARS, points[0].period if points else None, used=len(points))
    if not can_be_fitted(points):
        return replace(answer, verdict="too_few_measurements")
    tested = _shares(points, reference) if series.is_share else _means(points)
    verdict = None if tested else "not_tested"
    return replace(answer, tested=tested, verdict=verdict, notes=latest_signals(series))


def score(points: Sequence[Point]) -> tuple[float, float]:
    """Return the slope of the logit at no change (one scoring step), and its standard error without dispersion.

    Their ratio is the statistic of Cochran and Armitage, of Mantel where parts of the year are strata.
    """
    gain, information = 0.0, 0.0
    for season in sorted({point.season for point in points}):
        stratum = [point for point in points if point.season == season]
        persons = np.array([point.denominator for point in stratum])
        counts = np.array([point.numerator for point in stratum])
        share = smoothed(counts.sum(), persons.sum())
        times = np.array([point.years for point in stratum])
        apart = times - persons @ times / persons.sum()
        gain += float(apart @ counts)
        information += share * (1 - share) * float(persons @ apart**2)
    return gain / information, 1 / sqrt(information)


def _shares(points: Sequence[Point], reference: Reference) -> Tested:
    slope, error = score(points)
    share = smoothed(sum(point.numerator for point in points), sum(point.denominator for point in points))
    scale = 100 * share * (1 - share)
    half = reference.critical() * error
    return Tested(
        estimate=scale * slope,
        low=scale * (slope - half),
        high=scale * (slope + half),
        p_value=reference.p_value(slope / error),
        visible=scale * reference.visible() * error,
        persons=points[-1].denominator,
        between_years=between_years(points[-1], points[-2], reference),
        a_year=scale * reference.visible() * error,
    )


def _means(points: Sequence[Point]) -> Tested | None:
    spread = spread_between_years(points)
    if spread is None:
        return None
    fit, visible = linear(points), spread.reference.visible() * spread.deviation
    tested = tested_mean(fit.slope, spread.deviation * fit.slope_error, spread.reference)
    return replace(tested, between_years=visible * sqrt(2), a_year=tested.visible)
