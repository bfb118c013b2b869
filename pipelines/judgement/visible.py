"""The smallest changes of a share that would be seen in 4 of 5 cases, in percentage points."""

from __future__ import annotations

from math import sqrt

from pipelines.judgement.intervals import smoothed
from pipelines.judgement.reference import Reference
from pipelines.judgement.series import Point, Series

# The sum of squared distances of five years from their middle.
_FIVE_YEARS = 10.0


def between_years(one: Point, other: Point, reference: Reference) -> float:
    """Return the smallest difference between two figures of these sizes."""
    share = smoothed(one.numerator + other.numerator, one.denominator + other.denominator)
    error = sqrt(share * (1 - share) * (1 / one.denominator + 1 / other.denominator))
    return 100 * reference.visible() * error


def a_year_over_five(series: Series, newest: Point, reference: Reference) -> float:
    """Return the smallest change per year of a trend over five years of groups as large as the newest."""
    share = smoothed(newest.numerator, newest.denominator)
    persons = newest.denominator * series.periods_a_year
    return 100 * reference.visible() * sqrt(share * (1 - share) / persons / _FIVE_YEARS)
