"""The spread of means, which have no persons to count: between years, or between groups such as schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from pipelines.judgement.reference import Reference
from pipelines.judgement.regression import can_be_fitted, linear
from pipelines.judgement.series import Point

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Spread:
    """The standard deviation of a mean of average weight, on `df` degrees of freedom."""

    deviation: float
    df: int

    @property
    def reference(self) -> Reference:
        """The t distribution of a difference divided by its standard error."""
        return Reference(df=self.df)


def spread_between_years(points: Sequence[Point]) -> Spread | None:
    """Return the spread of means around their trend; None where there are too few."""
    if not can_be_fitted(points):
        return None
    fit = linear(points)
    return _spread(sqrt(fit.chi_square / fit.df), fit.df, [point.value for point in points])


def spread_between_groups(values: Sequence[float], weights: Sequence[float]) -> Spread | None:
    """Return the standard error of the weighted mean of at least 3 groups, such as schools."""
    if len(values) < 3:
        return None
    shares = np.array(weights) / sum(weights)
    apart = np.array(values) - float(shares @ np.array(values))
    error = sqrt(float((shares * apart) @ (shares * apart)) * len(values) / (len(values) - 1))
    return _spread(error, len(values) - 1, values)


def _spread(deviation: float, df: int, values: Sequence[float]) -> Spread | None:
    """Return no spread where it is rounding error: then nothing can be tested."""
    return Spread(deviation, df) if deviation > _ROUNDING * max(abs(value) for value in values) else None
