"""The linear programs over the rows of one system, solved by HiGHS.

They differ by their costs alone, so each starts from the solution of the last one, which is quicker than from nothing.
"""

from __future__ import annotations

import time

import highspy
import numpy as np

from pipelines.publication.gate.equation_system import Contradiction, Floats, System
from pipelines.publication.quiet_highs import quiet_solver

# A solution stays feasible when the costs change, so primal simplex comes first.
_PRIMAL, _DUAL = 4, 1


class OutOfTime(Exception):
    """The time limit was reached, or a program could not be solved, before everything was proven."""


class LinearProgram:
    """The rows and bounds of a system; `deadline` is of time.monotonic."""

    def __init__(self, system: System, deadline: float) -> None:
        self._deadline = deadline
        self._unknowns = np.arange(len(system.names), dtype=np.int32)
        self._solver = quiet_solver()
        self._solver.passModel(_model(system))

    def cheapest(self, costs: Floats) -> Floats:
        """Return the solution with the least cost. Raises Contradiction where the rows are infeasible, OutOfTime."""
        self._solver.changeColsCost(len(costs), self._unknowns, costs)
        for strategy in (_PRIMAL, _DUAL):
            status = self._run(strategy)
            if status == highspy.HighsModelStatus.kOptimal:
                return np.asarray(self._solver.getSolution().col_value, dtype=np.float64)
            if status == highspy.HighsModelStatus.kInfeasible:
                raise Contradiction
            # Rounding can end a program that starts from the last solution; from nothing it is solved.
            self._solver.clearSolver()
        raise OutOfTime

    def _run(self, strategy: int) -> highspy.HighsModelStatus:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise OutOfTime
        self._solver.setOptionValue("simplex_strategy", strategy)
        # HiGHS counts the time of all programs.
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + left)
        self._solver.run()
        return self._solver.getModelStatus()


def _model(system: System) -> highspy.HighsLp:
    matrix, model = system.matrix, highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = np.zeros(len(system.names))
    model.col_lower_, model.col_upper_ = system.floor, system.ceiling
    model.row_lower_, model.row_upper_ = system.low, system.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data
    return model
