"""A linear system as arrays: substitution of known values, bound propagation, and division into components."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from pipelines.publication.gate.group_view import FAR

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Linear = tuple[tuple[tuple[Hashable, float], ...], float, float]

TOLERANCE = 1e-6
_ROUNDS = 50


class Contradiction(Exception):
    """The rows are infeasible together."""


@dataclass(frozen=True)
class System:
    """low <= entries @ unknowns <= high, and floor <= unknowns <= ceiling. Entries are (row, column, value)."""

    names: tuple[Hashable, ...]
    row: Integers
    column: Integers
    value: Floats
    low: Floats
    high: Floats
    floor: Floats
    ceiling: Floats

    @property
    def matrix(self) -> csr_array[Any]:
        """The coefficients: rows x unknowns."""
        shape = (len(self.low), len(self.names))
        return csr_array(coo_array((self.value, (self.row, self.column)), shape=shape))

    def where(self) -> dict[Hashable, int]:
        """The column of each unknown."""
        return {name: place for place, name in enumerate(self.names)}

    def fix(self, known: Iterable[tuple[Hashable, float]]) -> System:
        """The system with some unknowns fixed; two different values for one leave it infeasible."""
        floor, ceiling, where = self.floor.copy(), self.ceiling.copy(), self.where()
        for name, number in known:
            if (place := where.get(name)) is not None:
                floor[place], ceiling[place] = max(floor[place], number), min(ceiling[place], number)
        return replace(self, floor=floor, ceiling=ceiling)


def system(rows: Iterable[Linear]) -> System:
    """Build a system with a column for every unknown of the rows. A priori an unknown is 0 or more."""
    where: dict[Hashable, int] = {}
    entries: list[tuple[int, int, float]] = []
    limits: list[tuple[float, float]] = []
    for terms, low, high in rows:
        entries += [(len(limits), where.setdefault(name, len(where)), by) for name, by in terms]
        limits.append((low, high))
    table = np.array(entries, dtype=np.float64).reshape(-1, 3)
    bounds = np.array(limits, dtype=np.float64).reshape(-1, 2)
    places = table[:, :2].astype(np.int64)
    zero, far = np.zeros(len(where)), np.full(len(where), FAR)
    return System(
        tuple(where), places[:, 0], places[:, 1], table[:, 2], bounds[:, 0], bounds[:, 1], zero, far
    )


def tightened(system: System) -> System:
    """Propagate bounds through the rows until they converge. Raises Contradiction."""
    floor, ceiling = system.floor.copy(), system.ceiling.copy()
    for _ in range(_ROUNDS):
        before = (ceiling - floor).sum()
        _narrow(system, floor, ceiling)
        if (floor > ceiling + TOLERANCE).any():
            raise Contradiction
        if before - (ceiling - floor).sum() < TOLERANCE:
            break
    return replace(system, floor=np.minimum(floor, ceiling), ceiling=ceiling)


def _narrow(system: System, floor: Floats, ceiling: Floats) -> None:
    """One round of bound propagation, in place: each unknown is bounded by its row and the others' bounds."""
    row, column, value, count = system.row, system.column, system.value, len(system.low)
    least = np.where(value > 0, value * floor[column], value * ceiling[column])
    most = np.where(value > 0, value * ceiling[column], value * floor[column])
    up = (system.high - np.bincount(row, least, count))[row] + least
    down = (system.low - np.bincount(row, most, count))[row] + most
    np.minimum.at(ceiling, column, np.where(value > 0, up, down) / value)
    np.maximum.at(floor, column, np.where(value > 0, down, up) / value)


def parts(system: System) -> list[System]:
    """The system without its fixed unknowns, divided into components that share no row."""
    free = system.ceiling - system.floor > TOLERANCE
    fixed = np.where(free, 0.0, (system.floor + system.ceiling) / 2)
    shift = np.bincount(system.row, system.value * fixed[system.column], len(system.low))
    moved = replace(system, low=system.low - shift, high=system.high - shift)
    keep = free[system.column]
    return _components(moved, free, keep)


def _components(system: System, free: NDArray[np.bool_], keep: NDArray[np.bool_]) -> list[System]:
    count, size = len(system.low), len(system.names)
    links = (np.ones(int(keep.sum())), (system.row[keep], system.column[keep] + count))
    _, label = connected_components(coo_array(links, shape=(count + size, count + size)), directed=False)
    order = np.unique(label[count:][free])
    return [_part(system, free & (label[count:] == one), keep & (label[system.row] == one)) for one in order]


def _part(system: System, actual: NDArray[np.bool_], entries: NDArray[np.bool_]) -> System:
    columns, rows = np.flatnonzero(actual), np.unique(system.row[entries])
    return System(
        tuple(system.names[place] for place in columns),
        np.searchsorted(rows, system.row[entries]),
        np.searchsorted(columns, system.column[entries]),
        system.value[entries],
        system.low[rows],
        system.high[rows],
        system.floor[columns],
        system.ceiling[columns],
    )
