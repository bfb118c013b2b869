"""The linear system over numerators that `elimination` and `intervals` work on; `block_system` builds it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
# Differences below this are rounding: numerators are counts, or sums of at least hundredths.
SLACK = 1e-6


@dataclass(frozen=True)
class Row:
    """low <= sum of factor * unknown <= high; an equation where the two are the same."""

    terms: tuple[tuple[int, int], ...]
    low: float
    high: float

    @property
    def is_equation(self) -> bool:
        """Whether the sum is fixed."""
        return self.low == self.high


@dataclass(frozen=True)
class System:
    """A system of constraints. Unknowns: the numerators of the cells in order of importance, then auxiliary ones.

    `truth`: their values; `low` and `high`: a priori bounds; `need`: required width of the feasibility interval.
    `pairs`: cells that are shown or hidden together. `insiders`: for each school, the cells that it knows beforehand.
    """

    truth: Floats
    low: Floats
    high: Floats
    need: Floats
    rows: tuple[Row, ...]
    pairs: tuple[tuple[int, int], ...]
    insiders: tuple[tuple[int, ...], ...]

    def attackers(self) -> list[tuple[int, ...]]:
        """Return the columns known beforehand by each attacker: the public (none), then each school."""
        return [(), *self.insiders]
