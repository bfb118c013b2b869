"""An independent oracle: every feasibility interval by its own linear program in SciPy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from tests.publication.disclosure.random_worlds import DIMENSIONS

Key = tuple[str, ...]
Floats = NDArray[np.float64]
Equation = tuple[dict[Key, float], float]


def key_of(row: Mapping[str, object]) -> Key:
    """The labels that identify a cell."""
    return tuple(str(row[column]) for column in ("indicator_id", "period", *DIMENSIONS))


def margins(keys: Collection[Key]) -> list[Equation]:
    """The children of each cell, in each dimension, add up to it."""
    families: dict[tuple[Key, int], dict[Key, float]] = {}
    for key in keys:
        for position in range(2, len(key)):
            parent = (*key[:position], "total", *key[position + 1 :])
            if key[position] != "total" and parent in keys:
                families.setdefault((parent, position), {parent: -1.0})[key] = 1.0
    return [(family, 0.0) for family in families.values()]


def widths(
    limits: Mapping[Key, tuple[float, float]],
    known: Mapping[Key, float],
    equations: Iterable[Equation],
    asked: Iterable[Key] | None = None,
) -> dict[Key, float]:
    """The width of the feasibility interval of the cells in `asked`; by default of all that are not known."""
    keys = list(limits)
    at = {key: column for column, key in enumerate(keys)}
    matrix, right = _matrix(list(equations), at)
    bounds = [(known[key], known[key]) if key in known else limits[key] for key in keys]

    def end(key: Key, sign: float) -> float:
        cost = np.zeros(len(keys))
        cost[at[key]] = sign
        found = linprog(cost, A_eq=matrix, b_eq=right, bounds=bounds)
        assert found.status == 0, found.message
        return float(found.fun)

    wanted = [key for key in keys if key not in known] if asked is None else asked
    return {key: -end(key, -1.0) - end(key, 1.0) for key in wanted}


def _matrix(rows: Sequence[Equation], at: Mapping[Key, int]) -> tuple[Floats, Floats]:
    matrix = np.zeros((len(rows), len(at)))
    for position, (terms, _) in enumerate(rows):
        for key, factor in terms.items():
            matrix[position, at[key]] = factor
    return matrix, np.array([to for _, to in rows])


def narrow(
    limits: Mapping[Key, tuple[float, float]],
    known: Mapping[Key, float],
    equations: Sequence[Equation],
    before: Mapping[Key, float] | None = None,
) -> dict[Key, float]:
    """Unknown cells whose interval is narrower than five persons, with its width; except those for which it is as
    narrow given only what was known `before`."""
    found = widths(limits, known, equations)
    suspects = {key: width for key, width in found.items() if width < min(5.0, limits[key][1]) - 1e-6}
    alone = widths(limits, before or {}, equations, suspects)
    return {key: width for key, width in suspects.items() if width < min(5.0, alone[key]) - 1e-6}
