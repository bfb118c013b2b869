"""Significance of differences: the pooled two-proportion z-test at 95 %, as in the marts."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from pipelines.report.indicator_figures import Figure, Indicator


def differ(one: Figure, other: Figure, pairs: int = 1) -> bool:
    """Return whether two shares of persons differ significantly; False where the test does not apply.

    `pairs`: the number of differences compared to find this one, for the Bonferroni correction.
    """
    if None in (one.ci_low, other.ci_low) or not (one.denominator and other.denominator):
        return False
    y1, n1, y2, n2 = one.numerator or 0.0, one.denominator, other.numerator or 0.0, other.denominator
    pooled = (y1 + y2) / (n1 + n2)
    spread = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return abs(y1 / n1 - y2 / n2) > NormalDist().inv_cdf(1 - 0.025 / pairs) * spread


def changed_beyond_noise(indicator: Indicator) -> bool:
    """Return whether the newest figure differs significantly from the one before it."""
    latest, before = indicator.latest, indicator.previous
    return latest is not None and before is not None and differ(latest, before)
