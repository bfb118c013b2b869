"""Find the unknowns whose feasible interval is narrower than required.

Three methods, the cheapest first: bound propagation through the rows, the null space of the equations, and linear
programs. Each solution widens the intervals of all unknowns, which saves programs.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.linalg import lstsq, null_space

from pipelines.publication.gate.equation_system import TOLERANCE, Floats, System, parts, tightened
from pipelines.publication.gate.linear_program import LinearProgram

Range = tuple[float, float]


@dataclass
class Solver:
    """Solver with a `deadline` (time.monotonic); `programs` counts the linear programs solved."""

    deadline: float
    programs: int = field(default=0)

    def narrow(self, system: System, required: Mapping[Hashable, float]) -> dict[Hashable, Range]:
        """Return the unknowns whose interval is narrower than `required`, with the interval.

        Raises Contradiction where the rows are infeasible, OutOfTime.
        """
        tight = tightened(system)
        where, found = tight.where(), {}
        for name, width in required.items():
            place = where.get(name)
            if place is not None and tight.ceiling[place] - tight.floor[place] < width - TOLERANCE:
                found[name] = (float(tight.floor[place]), float(tight.ceiling[place]))
        for part in parts(tight):
            found |= self._part(part, np.array([required.get(name, 0.0) for name in part.names]))
        return found

    def _part(self, part: System, widths: Floats) -> dict[Hashable, Range]:
        attained = _Attained(self, part)
        unproven = attained.unproven(widths)
        if not unproven.any():
            return {}
        attained.try_all(unproven)
        unproven = attained.unproven(widths)
        determined = _determined(part, unproven)
        found = {part.names[place]: (value, value) for place, value in determined.items()}
        for place in np.flatnonzero(unproven):
            if place not in determined and not attained.is_wide(int(place), widths):
                found[part.names[place]] = (float(attained.least[place]), float(attained.most[place]))
        return found


class _Attained:
    """The least and the greatest value of each unknown among the solutions found so far."""

    def __init__(self, solver: Solver, part: System) -> None:
        self._solver, self._program = solver, LinearProgram(part, solver.deadline)
        self.least = np.full(len(part.names), np.inf)
        self.most = np.full(len(part.names), -np.inf)

    def unproven(self, widths: Floats) -> Any:
        """A mask of the unknowns whose interval is not yet shown to have its required width."""
        return (widths > 0) & ~(self.most - self.least >= widths - TOLERANCE)

    def try_all(self, unproven: Any) -> None:
        """Solve two opposite objectives over all unknowns, with random signs because most sums are fixed."""
        signs = np.random.default_rng(len(self.least)).choice([-1.0, 1.0], len(self.least))
        for costs in (signs, -signs):
            self._solve(costs * unproven)

    def is_wide(self, place: int, widths: Floats) -> bool:
        """Minimise and maximise one unknown; return whether its interval has the required width."""
        costs = np.zeros(len(self.least))
        for sign in (1.0, -1.0):
            if self.unproven(widths)[place]:
                costs[place] = sign
                self._solve(costs)
        return not self.unproven(widths)[place]

    def _solve(self, costs: Floats) -> None:
        solution = self._program.cheapest(costs)
        self._solver.programs += 1
        self.least, self.most = np.minimum(self.least, solution), np.maximum(self.most, solution)


def _determined(part: System, unproven: Any) -> dict[int, float]:
    """Unknowns that the equations alone determine: those with a zero row in a null space basis."""
    equations = part.low == part.high
    if not equations.any() or not unproven.any():
        return {}
    matrix = part.matrix.toarray()[equations]
    moves = np.abs(null_space(matrix)).max(axis=1, initial=0.0)
    still = np.flatnonzero(unproven & (moves < TOLERANCE))
    if not still.size:
        return {}
    values = lstsq(matrix, part.low[equations])[0]
    return {int(place): float(values[place]) for place in still}
