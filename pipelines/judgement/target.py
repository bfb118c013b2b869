"""The target: how far away it is, the course needed from here, and where the trend leads if nothing changes."""

from __future__ import annotations

from dataclasses import replace
from math import hypot, inf, sqrt

import numpy as np

from pipelines.judgement import words_da
from pipelines.judgement.answer import TARGET, Answer
from pipelines.judgement.reference import Reference
from pipelines.judgement.regression import (
    Floats,
    can_be_fitted,
    design,
    expit,
    linear,
    logistic,
    relative_weights,
)
from pipelines.judgement.series import Point, Series
from pipelines.judgement.spread import spread_between_years

# A trend seldom goes on for ever: each year it keeps this part of the year before (Gardner and McKenzie 1985).
DAMPING = 0.9
YEARS_AHEAD = 3
COVERAGE = 0.8
# Successes or failures in a forecast, so that its interval is finite where all counts are 0.
_FEWEST = 0.5


def target(series: Series, reference: Reference, wanted: float, year: int, direction: str) -> Answer:
    """Compare the forecast with the straight course from the newest figure to the target.

    The forecast is for the target year, at most three years ahead, and its interval covers 80 %. Without a direction a
    target counts as one to rise or fall to, from where the newest figure is.
    """
    newest = series.latest
    unknown = Answer(series, TARGET, str(year), used=len(series.comparable), verdict="too_few_measurements")
    if newest is None:
        return unknown
    upward = wanted >= newest.value if direction not in ("up", "down") else direction == "up"
    left = year - newest.end.year
    notes = (_note(series, newest, wanted, left, upward),)
    if not can_be_fitted(series.comparable):
        return replace(unknown, notes=notes)
    ahead = min(max(left, 0), YEARS_AHEAD)
    middle, low, high = forecast(series, reference, ahead)
    needed = wanted if left <= ahead else newest.value + (wanted - newest.value) * ahead / left
    return Answer(
        series,
        TARGET,
        str(year),
        used=len(series.comparable),
        forecast=(middle, low, high),
        verdict=_verdict(low, high, needed, upward),
        notes=notes,
    )


def forecast(series: Series, reference: Reference, ahead: int) -> tuple[float, float, float]:
    """Return the forecast `ahead` years after the newest comparable figure, and its 80 % prediction interval.

    Uncertain are the trend, how far it is damped, and the figure itself, of as many persons as the newest.
    """
    damped = sum(DAMPING**year for year in range(1, ahead + 1))
    at = design(series.comparable)[-1]
    at[-1] = damped
    forecast_of = _share_forecast if series.is_share else _mean_forecast
    return forecast_of(series, reference, at, ahead - damped)


def _share_forecast(
    series: Series, reference: Reference, at: Floats, lost: float
) -> tuple[float, float, float]:
    fit = logistic(series.comparable)
    middle = float(at @ fit.coefficients)
    share = _share(middle)
    persons = max(series.comparable[-1].denominator * share * (1 - share), _FEWEST)
    noise = max(1.0, reference.variance) * (float(at @ fit.covariance @ at) + 1 / persons)
    half = _limit(reference.df) * hypot(sqrt(noise), lost * fit.slope)
    return 100 * share, 100 * _share(middle - half), 100 * _share(middle + half)


def _mean_forecast(series: Series, _: Reference, at: Floats, lost: float) -> tuple[float, float, float]:
    points = series.comparable
    fit, spread = linear(points), spread_between_years(points)
    middle, half = float(at @ fit.coefficients), 0.0
    if spread:
        noise = float(at @ fit.covariance @ at) + 1 / float(relative_weights(points)[-1])
        half = _limit(spread.df) * hypot(spread.deviation * sqrt(noise), lost * fit.slope)
    ends = (0.0, 100.0) if series.unit == "pct" else (-inf, inf)
    forecast, low, high = (
        min(max(bound, ends[0]), ends[1]) for bound in (middle, middle - half, middle + half)
    )
    return forecast, low, high


def _limit(df: float) -> float:
    return Reference(df=df).critical(level=COVERAGE)


def _share(logit: float) -> float:
    return float(expit(np.array(logit)))


def _verdict(low: float, high: float, needed: float, upward: bool) -> str:
    if (low >= needed) if upward else (high <= needed):
        return "target_probably_reached"
    if (high < needed) if upward else (low > needed):
        return "target_not_reached"
    return "target_perhaps_reached"


def _note(series: Series, newest: Point, wanted: float, left: int, upward: bool) -> str:
    distance = wanted - newest.value
    if distance * (1 if upward else -1) <= 0:
        return words_da.ALREADY
    by_period = {point.years: point.value for point in series.comparable}
    changes = [value - by_period[time - 1] for time, value in by_period.items() if time - 1 in by_period]
    best = max((change if upward else -change for change in changes), default=None)
    return words_da.course(distance, abs(distance) / left if left > 0 else None, best, series.unit)
