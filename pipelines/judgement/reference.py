"""The distribution of an estimate divided by its standard error when nothing has changed.

A dispersion estimated from few periods is uncertain, so t takes the place of the normal distribution; the result is
never narrower than the normal one. docs/decisions/0017-judgement.md holds what other ways gave.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import inf, isinf, sqrt

from scipy import special, stats

LEVEL = 0.95
POWER = 0.8


@dataclass(frozen=True)
class Reference:
    """A t distribution with `df` degrees of freedom, whose scale is the root of `variance`; at least the normal one."""

    variance: float = 1.0
    df: float = inf

    def critical(self, groups: int = 2, level: float = LEVEL) -> float:
        """Return the two-sided limit; of the largest of all differences between `groups` groups (Tukey-Kramer)."""
        wide = _quantile(level, groups, self.df) * sqrt(self.variance)
        return max(_quantile(level, groups, inf), wide)

    def p_value(self, z: float, groups: int = 2) -> float:
        """Return the two-sided p-value of `z`, an estimate in standard errors of independent persons."""
        return max(_tail(abs(z), groups, inf), _tail(abs(z) / sqrt(self.variance), groups, self.df))

    def visible(self, groups: int = 2) -> float:
        """Return the difference, in standard errors, that is significant in 4 of 5 cases."""
        return self.critical(groups) + float(special.ndtri(POWER)) * max(1.0, sqrt(self.variance))


# The studentized range is integrated numerically, and like cells ask for the same limit.
@lru_cache(maxsize=4096)
def _quantile(level: float, groups: int, df: float) -> float:
    if groups > 2:
        return float(stats.studentized_range.ppf(level, groups, df)) / sqrt(2)
    upper = (1 + level) / 2
    return float(special.ndtri(upper) if isinf(df) else special.stdtrit(df, upper))


@lru_cache(maxsize=4096)
def _tail(z: float, groups: int, df: float) -> float:
    if groups > 2:
        return float(stats.studentized_range.sf(z * sqrt(2), groups, df))
    return float(2 * (special.ndtr(-z) if isinf(df) else special.stdtr(df, -z)))
