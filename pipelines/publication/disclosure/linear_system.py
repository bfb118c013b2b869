"""A linear system over numerators, as elimination and linear programs read it. `systems` says where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
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
        """Whether it tells the sum exactly."""
        return self.low == self.high


@dataclass(frozen=True)
class System:
    """The unknowns: first the numerators of the cells in order of importance, then what else cells tell of.

    `truth` are their values, `low` and `high` between what they lie whatever is published, `need` how far apart the
    values must stay that a reader can think of. `tells`: for each cell, the unknowns that are told where it is shown.
    `pairs` of cells are shown or hidden together. `insiders`: for each school, the cells that it knows of itself.
    """

    truth: Floats
    low: Floats
    high: Floats
    need: Floats
    rows: tuple[Row, ...]
    tells: tuple[tuple[int, ...], ...]
    pairs: tuple[tuple[int, int], ...]
    insiders: tuple[tuple[int, ...], ...]

    def told(self, cells: Iterable[int]) -> list[int]:
        """Every unknown that some of these cells tell."""
        return list(dict.fromkeys(unknown for cell in cells for unknown in self.tells[cell]))

    def readers(self) -> list[tuple[int, ...]]:
        """Anybody, who knows nothing beforehand, and each school."""
        return [(), *self.insiders]
