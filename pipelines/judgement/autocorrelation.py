"""Recognise a stock: the same persons are counted again in the next period, so neighbouring figures are alike.

Nothing published says which indicators are stocks, but their figures do. A process chart and a trend over all months
would take the likeness for a signal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.judgement.regression import can_be_fitted, linear, logistic
from pipelines.judgement.series import PERIODS_A_YEAR, Series

_FEWEST_PAIRS = 8
# Independent figures give 1.
_ALIKE = 0.35


def is_stock(cells: Sequence[Series]) -> bool:
    """Return whether neighbouring months or quarters differ less than independent persons would, over all cells.

    Compares the squared successive differences of the residuals (von Neumann) with twice the larger of their own
    variance and, of shares, the binomial one. True where there are too few pairs to know.
    """
    if cells[0].period_type not in PERIODS_A_YEAR:
        return False
    found = [_differences(series) for series in cells if can_be_fitted(series.comparable)]
    pairs = sum(pairs for _, pairs, _ in found)
    if pairs < _FEWEST_PAIRS:
        return True
    likeness = sum(squares for squares, _, _ in found) / pairs
    expected = sum(variance * pairs for _, pairs, variance in found) / pairs
    return likeness < _ALIKE * 2 * expected


def _differences(series: Series) -> tuple[float, int, float]:
    """Return the sum of squared successive differences, their number, and the variance of one residual."""
    points = series.comparable
    fit = (logistic if series.is_share else linear)(points)
    months = 12 // PERIODS_A_YEAR[series.period_type]
    squares = [
        (after - before) ** 2
        for (one, before), (other, after) in pairwise(zip(points, fit.residuals, strict=True))
        if round((other.years - one.years) * 12) == months
    ]
    shrinkage = fit.df / len(points)
    variance = fit.chi_square / fit.df
    return sum(squares) / shrinkage, len(squares), max(1.0, variance) if series.is_share else variance
