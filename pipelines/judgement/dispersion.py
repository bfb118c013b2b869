"""The dispersion of counts: how much more they vary than counts of independent persons would.

A few years say little about it. Like cells of an indicator (its areas, its schools) are therefore taken together, and
the result is moderated: shrunk towards what is usual in the whole report (Smyth 2004, empirical Bayes). How far, the
report itself shows; one indicator alone is shrunk towards 1 with the weight of 4 degrees of freedom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipelines.judgement.reference import Reference
from pipelines.judgement.regression import has_residuals, logistic
from pipelines.judgement.series import Point, Series

Key = tuple[str, tuple[str, ...]]

_ALONE = 4.0
_WEIGHTS = np.array([3.0, 4.0, 6.0, 10.0, 16.0])
_USUAL = np.array([1.0, 1.2, 1.45, 1.75, 2.1, 2.5, 3.0, 4.0, 5.5, 8.0])
_PULL = (0.5, 0.25)
_SMALLEST = 1e-3


@dataclass(frozen=True)
class Prior:
    """The usual dispersion of a report, never below 1, and its weight in degrees of freedom."""

    dispersion: float = 1.0
    df: float = _ALONE

    def moderated(self, chi_square: float, df: int) -> Reference:
        """Return the reference for a Pearson chi-square; without degrees of freedom, of the usual dispersion."""
        if not df:
            return Reference(self.dispersion)
        total = self.df + df
        return Reference((self.df * self.dispersion + chi_square) / total, total)


def learn_prior(found: Sequence[tuple[float, int]]) -> Prior:
    """Return the most likely prior for pairs of chi-square and degrees of freedom, which follow F around it.

    A slight pull leads to the prior of one indicator alone, so that few pairs move it little.
    """
    if not found:
        return Prior()
    pairs = np.array(sorted(found))
    df = pairs[:, 1]
    observed = np.maximum(pairs[:, 0] / df, _SMALLEST)
    usual, weight = _USUAL[:, None], _WEIGHTS[None, :]
    fitting = stats.f.logpdf(observed / usual[..., None], df, weight[..., None]) - np.log(usual[..., None])
    pull = _PULL[0] * np.log(usual) + _PULL[1] * np.abs(np.log(weight / _ALONE))
    total = fitting.sum(axis=2) - pull
    best = np.unravel_index(total.argmax(), total.shape)
    return Prior(float(_USUAL[best[0]]), float(_WEIGHTS[best[1]]))


class Dispersions:
    """The references of all shares of a report, for `part` of each series; whole neighbourhoods apart from cells."""

    def __init__(self, every: Iterable[Series], part: Callable[[Series], tuple[Point, ...]]) -> None:
        self._sums: dict[Key, tuple[float, int]] = {}
        for series in every:
            if series.is_share and has_residuals(part(series)):
                self._add(_key(series), part(series))
        self._priors = {is_whole: self._learn(is_whole) for is_whole in (True, False)}

    def of(self, series: Series) -> Reference:
        """Return the reference of the indicator's cells that are broken down as `series` is."""
        return self._priors[not series.breakdown].moderated(*self._sums.get(_key(series), (0.0, 0)))

    def _add(self, key: Key, points: tuple[Point, ...]) -> None:
        fit = logistic(points)
        chi_square, df = self._sums.get(key, (0.0, 0))
        self._sums[key] = chi_square + fit.chi_square, df + fit.df

    def _learn(self, is_whole: bool) -> Prior:
        return learn_prior([pair for (_, parts), pair in self._sums.items() if is_whole == (not parts)])


def _key(series: Series) -> Key:
    return series.indicator_id, series.breakdown
