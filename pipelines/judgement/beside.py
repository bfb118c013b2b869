"""Beside others: a figure against the municipality's or the country's of the same period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite, log, sqrt

import polars as pl

from pipelines.judgement import words_da
from pipelines.judgement.answer import Answer, Tested
from pipelines.judgement.intervals import newcombe, newcombe_distance, score_distance, smoothed, wilson
from pipelines.judgement.reference import Reference
from pipelines.judgement.regression import can_be_fitted, linear, logistic
from pipelines.judgement.series import Point, Series
from pipelines.judgement.since_last import tested_mean
from pipelines.judgement.spread import spread_between_groups, spread_between_years


@dataclass(frozen=True)
class Benchmark:
    """A value of another place, and its persons where the source gives them."""

    value: float
    persons: float | None


Benchmarks = Mapping[tuple[str, str], Mapping[str, Benchmark]]


def read_benchmarks(table: pl.DataFrame) -> Benchmarks:
    """Read the published table `benchmarks`: by indicator and geography, then by period."""
    read: dict[tuple[str, str], dict[str, Benchmark]] = {}
    for row in table.sort(table.columns).iter_rows(named=True):
        if row["value"] is not None and isfinite(row["value"]):
            place = read.setdefault((row["indicator_id"], row["geography"]), {})
            place[row["period"]] = Benchmark(row["value"], row.get("denominator"))
    return read


def beside(
    series: Series,
    question: str,
    place: str,
    known: Mapping[str, Benchmark],
    reference: Reference,
    schools: Sequence[Series],
) -> Answer:
    """Compare the newest figure for which the other place has one of the same period.

    A benchmark is of all ages of the definition, so an age band has nothing to be compared with.
    """
    shared = tuple(point for point in series.comparable if point.period in known)
    if not shared or "age_band" in series.breakdown:
        return Answer(series, question, place, verdict="nothing_to_compare")
    newest, other = shared[-1], known[shared[-1].period]
    if series.is_share:
        tested: Tested | None = _shares(newest, other, reference)
    else:
        tested = _means(series, newest, other, schools)
    notes = _narrowing(replace(series, points=shared), known, reference)
    verdict = None if tested else "not_tested"
    return Answer(series, question, place, newest.period, len(shared), tested, verdict=verdict, notes=notes)


def _shares(point: Point, other: Benchmark, reference: Reference) -> Tested:
    own, rest = (point.numerator, point.denominator), _rest(point, other)
    critical, share = reference.critical(), smoothed(*own)
    if rest is None:
        low, high = (bound - other.value / 100 for bound in wilson(*own, critical))
        distance, scale = score_distance(*own, other.value / 100), 1.0
        error = sqrt(share * (1 - share) / own[1])
    else:
        low, high = newcombe(own, rest, critical)
        distance, scale = newcombe_distance(own, rest), rest[1] / (own[1] + rest[1])
        error = sqrt(share * (1 - share) * (1 / own[1] + 1 / rest[1]))
    visible = 100 * scale * reference.visible() * error
    p_value = reference.p_value(distance)
    bounds = 100 * scale * low, 100 * scale * high
    return Tested(point.value - other.value, *bounds, p_value, visible, point.denominator)


def _rest(point: Point, other: Benchmark) -> tuple[float, float] | None:
    """Return the numerator and persons of the place without the neighbourhood; None where they are not known.

    The difference to the whole place is the one to the rest of it, times the rest's part of the persons.
    """
    if other.persons is None or not other.persons > point.denominator:
        return None
    numerator = other.value / 100 * other.persons - point.numerator
    persons = other.persons - point.denominator
    return min(max(numerator, 0.0), persons), persons


def _means(series: Series, point: Point, other: Benchmark, schools: Sequence[Series]) -> Tested | None:
    """Between-year variation of the figure, else the spread of the schools."""
    spread = spread_between_years(series.comparable)
    if spread is None and not series.breakdown:
        shown = [found for school in schools for found in school.points if found.period == point.period]
        spread = spread_between_groups(
            [found.value for found in shown], [found.denominator for found in shown]
        )
    if spread is None:
        return None
    return tested_mean(point.value - other.value, spread.deviation, spread.reference)


def _narrowing(series: Series, known: Mapping[str, Benchmark], reference: Reference) -> tuple[str, ...]:
    """Say whether the distance has changed over the years: the slope beside the benchmark's own course."""
    if not can_be_fitted(series.points):
        return ()
    others = [known[point.period].value for point in series.points]
    if series.is_share:
        fit = logistic(series.points, tuple(_logit(value / 100) for value in others))
        p_value = reference.p_value(fit.slope / fit.slope_error)
    else:
        apart = [
            replace(point, value=point.value - other)
            for point, other in zip(series.points, others, strict=True)
        ]
        spread, fit = spread_between_years(apart), linear(apart)
        p_value = spread.reference.p_value(fit.slope / fit.slope_error / spread.deviation) if spread else 1.0
    if p_value > 0.05:
        return ()
    narrowed = fit.slope * (series.points[-1].value - others[-1]) < 0
    return (words_da.NARROWED if narrowed else words_da.WIDENED,)


def _logit(share: float) -> float:
    kept = min(max(share, 1e-4), 1 - 1e-4)
    return log(kept / (1 - kept))
