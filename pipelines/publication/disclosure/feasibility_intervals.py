"""Feasibility intervals of suppressed cells: linear programs on the system of a block, solved by HiGHS.

The model is passed once; after that only the objective and the bounds of newly suppressed cells change, so that each
program starts from the last basis (warm start). Every solution is a feasible table; together they give a lower bound on
the width of every cell's interval, so that most cells need no program of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import highspy
import numpy as np

from pipelines.publication.disclosure.linear_system import SLACK, Floats, Mask, System
from pipelines.publication.quiet_highs import quiet_solver

# Reduced costs below this are rounding: all coefficients are one.
USED = 1e-7
# A basis stays primal feasible when the objective changes or bounds are relaxed, so primal simplex comes first.
_PRIMAL, _DUAL = 4, 1


class NotSolved(Exception):
    """A linear program had no optimum: nothing is proven, so nothing may be published."""


class IntervalSolver:
    """Interval solver of one attacker, who knows the constraints, the `revealed` unknowns, and `own` columns
    beforehand. `programs`: number of linear programs solved."""

    def __init__(self, system: System, revealed: Mask, own: Sequence[int] = ()) -> None:
        self.programs = 0
        self._need = system.need
        self._own = np.isin(np.arange(len(revealed)), own)
        self._revealed = revealed & ~self._own
        # Some unknowns have no upper bound; the solver gets one far from every true figure.
        self._low, self._high = system.low, np.minimum(system.high, _far(system.truth))
        self._least, self._most = system.truth.copy(), system.truth.copy()
        self._solver = quiet_solver()
        self._solver.passModel(_model(system, *self._column_bounds(system.truth)))

    def _column_bounds(self, truth: Floats) -> tuple[Floats, Floats]:
        known = self._revealed | self._own
        return np.where(known, truth, self._low), np.where(known, truth, self._high)

    def owns(self, column: int) -> bool:
        """Whether this attacker knows the cell beforehand."""
        return bool(self._own[column])

    def is_wide(self, column: int) -> bool:
        """Whether the feasible values found so far lie at least the required width apart."""
        need = float(self._need[column])
        return self.width(column) >= need - SLACK * max(1.0, need)

    def width(self, column: int) -> float:
        """The distance between the least and the greatest feasible value found so far."""
        return float(self._most[column] - self._least[column])

    def bound(self, column: int) -> set[int]:
        """Solve for the bounds of a suppressed column until its interval is wide enough.

        Returns the revealed columns with a non-zero reduced cost: those that the bounds depend on.
        """
        used: set[int] = set()
        for direction in (-1.0, 1.0):
            if not self.is_wide(column):
                used |= self._solve(column, direction)
        return used

    def _solve(self, column: int, direction: float) -> set[int]:
        self._solver.changeColCost(column, direction)
        self._optimize()
        solution = self._solver.getSolution()
        self._solver.changeColCost(column, 0.0)
        values = np.asarray(solution.col_value)
        self._least, self._most = np.minimum(self._least, values), np.maximum(self._most, values)
        costs = np.abs(np.asarray(solution.col_dual))
        return set(np.flatnonzero((costs > USED) & self._revealed).tolist())

    def _optimize(self) -> None:
        """Solve from the last basis; where that fails by rounding, start over with dual simplex. Raises NotSolved."""
        self.programs += 1
        for strategy in (_PRIMAL, _DUAL):
            self._solver.setOptionValue("simplex_strategy", strategy)
            self._solver.run()
            if self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                return
            self._solver.clearSolver()
        raise NotSolved("A linear program of disclosure control has no optimum.")

    def unfix(self, columns: Iterable[int]) -> None:
        """Treat these columns as suppressed again; feasible values found so far stay feasible."""
        for column in columns:
            if self.owns(column):
                continue
            self._revealed[column] = False
            self._solver.changeColBounds(column, float(self._low[column]), float(self._high[column]))


def _far(truth: Floats) -> float:
    return 2.0 * float(truth.max(initial=0.0)) + 1000.0


def _model(system: System, low: Floats, high: Floats) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(low), len(system.rows)
    model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(len(low)), low, high
    model.row_lower_ = np.array([row.low for row in system.rows])
    model.row_upper_ = np.array([row.high for row in system.rows])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    terms = [term for row in system.rows for term in row.terms]
    model.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in system.rows)])
    model.a_matrix_.index_ = np.array([column for column, _ in terms], dtype=np.int32)
    model.a_matrix_.value_ = np.array([factor for _, factor in terms], dtype=np.float64)
    return model
