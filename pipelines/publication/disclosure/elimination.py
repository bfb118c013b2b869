"""Exact disclosure: elimination on the equations of a block.

The tables that fulfil the equations are spanned by a few free cells, and each cell is a vector over these. An attacker
who knows some cells can derive exactly those whose vectors are linear combinations of the known ones. Each cell keeps
the residual of its vector (Gram-Schmidt); a zero residual means that the cell can be derived. Arithmetic is modulo a
large prime, so that there is no rounding, and the result is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipelines.publication.disclosure.linear_system import System

Integers = NDArray[np.int64]
PRIME = 2_147_483_647  # the product of two residues fits in 63 bits


class Knowledge:
    """The cells that an attacker knows exactly, and those that follow. `own`: columns known beforehand."""

    def __init__(self, system: System, own: Iterable[int] = ()) -> None:
        self._rest = _spanned(len(system.truth), [row.terms for row in system.rows if row.is_equation])
        self.learn(own)

    def follows(self, column: int) -> bool:
        """Whether the numerator can be derived exactly from what is known."""
        return not self._rest[column].any()

    def learn(self, columns: Iterable[int]) -> None:
        """Add the numerators of these columns to what is known."""
        for column in columns:
            _reduce(self._rest, column)

    def would_expose(self, columns: Sequence[int], guarded: Sequence[int]) -> bool:
        """Whether learning `columns` would make a guarded column follow; none of them follows yet."""
        part = self._rest[[*columns, *guarded]]
        for position in range(len(columns)):
            _reduce(part, position)
        return bool((~part[len(columns) :].any(axis=1)).any())


def _reduce(rest: Integers, position: int) -> None:
    """Eliminate the direction of one row from all rows, in place."""
    direction = np.flatnonzero(rest[position])
    if not direction.size:
        return
    row = rest[position, direction]
    scaled = row * pow(int(row[0]), -1, PRIME) % PRIME
    touched = np.flatnonzero(rest[:, direction[0]])
    outer = rest[touched, direction[0]][:, None] * scaled % PRIME
    block = np.ix_(touched, direction)
    rest[block] = (rest[block] - outer) % PRIME


def _spanned(columns: int, equations: Sequence[Sequence[tuple[int, int]]]) -> Integers:
    """Return one row a cell: its vector over the free cells, without the right-hand sides.

    Pivots are taken from the first column on, where the totals are, so that the free cells are the most detailed.
    """
    matrix = np.zeros((len(equations), columns), dtype=np.int64)
    for position, terms in enumerate(equations):
        for column, factor in terms:
            matrix[position, column] = factor % PRIME
    pivots = _echelon(matrix)
    free = np.setdiff1d(np.arange(columns), pivots)
    vectors = np.zeros((columns, len(free)), dtype=np.int64)
    vectors[free, np.arange(len(free))] = 1
    vectors[pivots] = -matrix[: len(pivots), free] % PRIME
    return vectors


def _echelon(matrix: Integers) -> list[int]:
    """Bring the matrix to reduced row echelon form in place; return the pivot columns."""
    pivots: list[int] = []
    for column in range(matrix.shape[1]):
        below = np.flatnonzero(matrix[len(pivots) :, column])
        if not below.size:
            continue
        at = len(pivots)
        matrix[[at, at + below[0]]] = matrix[[at + below[0], at]]
        _clear(matrix, at, column)
        pivots.append(column)
    return pivots


def _clear(matrix: Integers, pivot: int, column: int) -> None:
    """Scale the pivot to one and clear its column in every other row."""
    matrix[pivot] = matrix[pivot] * pow(int(matrix[pivot, column]), -1, PRIME) % PRIME
    filled = np.flatnonzero(matrix[pivot])
    touched = np.flatnonzero(matrix[:, column])
    touched = touched[touched != pivot]
    block = np.ix_(touched, filled)
    matrix[block] = (matrix[block] - matrix[touched, column][:, None] * matrix[pivot, filled]) % PRIME
