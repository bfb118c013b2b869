"""Process charts of monthly and quarterly flows: p' (Laney) of shares, XmR of means, with the signals that NHS uses.

Stocks get none: their neighbouring figures are alike, which the chart takes for signals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.judgement import words_da
from pipelines.judgement.regression import Floats
from pipelines.judgement.series import PERIODS_A_YEAR, Point, Series

FEWEST = 12
_LIMIT, _LARGEST_RANGE = 2.66, 3.267
_RUN = 7


@dataclass(frozen=True)
class Signal:
    """A signal that ends with the point at `index`; `kind`: outside, trend, shift or near_limit. `upward`: its side."""

    index: int
    kind: str
    upward: bool


def signals(
    values: Sequence[float],
    numerators: Sequence[float] | None = None,
    denominators: Sequence[float] | None = None,
) -> list[Signal]:
    """Return the signals in order of time; p' where numerators and denominators of shares are given, else XmR."""
    charted = np.array(values, dtype=np.float64)
    if numerators is not None and denominators is not None:
        charted = _standardised(np.array(numerators), np.array(denominators))
    limit = _LIMIT * _mean_range(charted)
    if len(charted) < 2 or limit <= 0:
        return []
    places = (charted - charted.mean()) / limit
    return [signal for index in range(len(places)) for signal in _ending_at(index, places)]


def latest_signals(series: Series) -> tuple[str, ...]:
    """Return Danish sentences on the signals that end with the newest figure of a monthly or quarterly flow."""
    points = series.comparable
    if series.period_type not in PERIODS_A_YEAR or series.is_stock or len(points) < FEWEST:
        return ()
    found = _signals_beside_seasons(points, series.is_share)
    return tuple(words_da.signal(one.kind, one.upward) for one in found if one.index == len(points) - 1)


def _signals_beside_seasons(points: Sequence[Point], is_share: bool) -> list[Signal]:
    """Chart the distances from the mean of each part of the year, where every part has two years or more.

    A season would otherwise be a signal each year.
    """
    values, seasons = np.array([point.value for point in points]), [point.season for point in points]
    if min(Counter(seasons).values()) > 1:
        usual = {season: values[np.array(seasons) == season].mean() for season in set(seasons)}
        values = values - np.array([usual[season] for season in seasons]) + values.mean()
    if not is_share:
        return signals(list(values))
    persons = np.array([point.denominator for point in points])
    return signals(list(values), list(values / 100 * persons), list(persons))


def _standardised(numerators: Floats, denominators: Floats) -> Floats:
    """Return distances from the mean in binomial standard deviations; their moving range is Laney's correction."""
    mean = numerators.sum() / denominators.sum()
    deviation = np.sqrt(mean * (1 - mean) / denominators)
    return np.asarray(
        (numerators / denominators - mean) / deviation if mean * (1 - mean) > 0 else 0 * denominators
    )


def _mean_range(values: Floats) -> float:
    """Return the mean moving range; ranges over 3.267 times the mean are left out once."""
    ranges = np.abs(np.diff(values))
    if not ranges.size:
        return 0.0
    return float(ranges[ranges <= _LARGEST_RANGE * ranges.mean()].mean())


def _ending_at(index: int, places: Floats) -> list[Signal]:
    """`places` are distances from the mean in limits: beyond 1 a point is outside."""
    found = []
    run, three = places[max(0, index - _RUN + 1) : index + 1], places[max(0, index - 2) : index + 1]
    for sign in (1, -1):
        kinds = {
            "outside": sign * places[index] > 1,
            "trend": len(run) == _RUN and bool((sign * np.diff(run) > 0).all()),
            "shift": len(run) == _RUN and bool((sign * run > 0).all()),
            "near_limit": len(three) == 3
            and bool((sign * three > 0).all() and (sign * three > 2 / 3).sum() >= 2),
        }
        found += [Signal(index, kind, sign > 0) for kind, is_there in kinds.items() if is_there]
    return found
