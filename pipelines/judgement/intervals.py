"""Intervals of shares and of their difference. Shares are between 0 and 1; `z` is the two-sided limit.

Wilson (1927); Newcombe (1998), method 10. A distance is the `z` at which an interval would just reach 0.
"""

from __future__ import annotations

from math import sqrt

from scipy.optimize import brentq

_FAR = 40.0


def wilson(successes: float, persons: float, z: float) -> tuple[float, float]:
    """Return Wilson's interval of a share."""
    share, square = successes / persons, z * z
    middle = (share + square / (2 * persons)) / (1 + square / persons)
    half = z * sqrt(share * (1 - share) / persons + square / (4 * persons**2)) / (1 + square / persons)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(one: tuple[float, float], other: tuple[float, float], z: float) -> tuple[float, float]:
    """Return Newcombe's interval of the difference `one` - `other`, each successes and persons."""
    (low1, high1), (low2, high2) = wilson(*one, z), wilson(*other, z)
    share1, share2 = one[0] / one[1], other[0] / other[1]
    down = sqrt((share1 - low1) ** 2 + (high2 - share2) ** 2)
    up = sqrt((high1 - share1) ** 2 + (share2 - low2) ** 2)
    return share1 - share2 - down, share1 - share2 + up


def newcombe_distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the `z` at which Newcombe's interval just reaches 0."""
    if one[0] / one[1] < other[0] / other[1]:
        one, other = other, one
    if one[0] / one[1] == other[0] / other[1]:
        return 0.0
    if newcombe(one, other, _FAR)[0] > 0:
        return _FAR
    return float(brentq(lambda z: newcombe(one, other, z)[0], 0.0, _FAR))


def score_distance(successes: float, persons: float, share: float) -> float:
    """Return the `z` at which Wilson's interval just reaches a known share."""
    if share in (0.0, 1.0):
        return 0.0 if successes / persons == share else _FAR
    return abs(successes / persons - share) / sqrt(share * (1 - share) / persons)


def smoothed(successes: float, persons: float) -> float:
    """Return a share that is never 0 or 1, for planning: one success and one failure are added."""
    return (successes + 1) / (persons + 2)
