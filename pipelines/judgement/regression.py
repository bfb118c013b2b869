"""Trends: logistic regression on grouped counts, and weighted linear regression of means. Time is in years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipelines.judgement.series import Point

Floats = NDArray[np.float64]
_ROUNDS = 50
_FARTHEST = 30.0


@dataclass(frozen=True)
class Fit:
    """Coefficients, the last of them the slope per year; `covariance` without dispersion.

    `chi_square`: Pearson's, or of means the weighted sum of squared residuals. `df`: its degrees of freedom.
    `residuals` are in standard deviations without dispersion.
    """

    coefficients: Floats
    covariance: Floats
    chi_square: float
    df: int
    residuals: Floats

    @property
    def slope(self) -> float:
        """The change per year: of the logit, or of the mean."""
        return float(self.coefficients[-1])

    @property
    def slope_error(self) -> float:
        """The standard error of the slope, without dispersion."""
        return float(np.sqrt(self.covariance[-1, -1]))


def design(points: Sequence[Point]) -> Floats:
    """Return the design matrix: an intercept for each part of the year, and the years since the newest point."""
    seasons = sorted({point.season for point in points})
    dummies = [[float(point.season == season) for season in seasons] for point in points]
    return np.column_stack([np.array(dummies), years(points)])


def years(points: Sequence[Point]) -> Floats:
    """Return the time of each point in years from the newest one."""
    return np.array([point.years - points[-1].years for point in points])


def can_be_fitted(points: Sequence[Point]) -> bool:
    """Return whether there are enough points for a trend: at least 4, and 2 degrees of freedom beside it."""
    return len(points) >= 4 and _df(points) >= 2


def has_residuals(points: Sequence[Point]) -> bool:
    """Return whether anything is left to vary beside a trend."""
    return _df(points) >= 1


def _df(points: Sequence[Point]) -> int:
    spans = len({point.start.year for point in points}) > 1
    return len(points) - len({point.season for point in points}) - 1 if spans else 0


# A served installation judges all series again after each drop, and few of them have changed.
@lru_cache(maxsize=4096)
def logistic(points: tuple[Point, ...], offset: tuple[float, ...] = ()) -> Fit:
    """Fit counts by iteratively reweighted least squares; `offset`: what is added to each point's logit.

    Half a success and half a failure are spread over the points, so that estimates are finite where all counts are 0.
    """
    matrix, base = design(points), np.array(offset or [0.0] * len(points))
    persons = np.array([point.denominator for point in points])
    counts = np.array([point.numerator for point in points]) + 0.5 / len(points)
    trials = persons + 1 / len(points)
    coefficients = np.zeros(matrix.shape[1])
    for _ in range(_ROUNDS):
        share = expit(matrix @ coefficients + base)
        weight = trials * share * (1 - share)
        step = np.linalg.pinv(matrix.T @ (weight[:, None] * matrix)) @ (matrix.T @ (counts - trials * share))
        coefficients = np.clip(coefficients + step, -_FARTHEST, _FARTHEST)
        if np.abs(step).max() < 1e-9:
            break
    share = expit(matrix @ coefficients + base)
    weight = trials * share * (1 - share)
    residuals = (counts - trials * share) / np.sqrt(weight)
    return _fit(matrix, weight, coefficients, residuals)


def linear(points: Sequence[Point]) -> Fit:
    """Fit means, weighted by their denominators relative to the average one."""
    matrix, weight = design(points), relative_weights(points)
    values = np.array([point.value for point in points])
    inverse = np.linalg.pinv(matrix.T @ (weight[:, None] * matrix))
    coefficients = inverse @ (matrix.T @ (weight * values))
    return _fit(matrix, weight, coefficients, np.sqrt(weight) * (values - matrix @ coefficients))


def relative_weights(points: Sequence[Point]) -> Floats:
    """Return each denominator divided by their average."""
    persons = np.array([point.denominator for point in points])
    return np.asarray(persons / persons.mean(), dtype=np.float64)


def expit(logit: Floats) -> Floats:
    """Return the share of a logit."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -_FARTHEST, _FARTHEST))), dtype=np.float64)


def _fit(matrix: Floats, weight: Floats, coefficients: Floats, residuals: Floats) -> Fit:
    covariance = np.asarray(np.linalg.pinv(matrix.T @ (weight[:, None] * matrix)), dtype=np.float64)
    df = len(residuals) - int(np.linalg.matrix_rank(matrix))
    return Fit(coefficients, covariance, float(residuals @ residuals), df, residuals)
