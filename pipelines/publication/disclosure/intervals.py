"""How narrowly a reader can enclose what is hidden: linear programs on the system of a block, solved by HiGHS.

The model is passed once; after that only the objective changes, and the ends of a cell that is hidden as well, so that
each program starts where the last one ended. Every answer is a table that could be true. All of them together show
how far apart the values of each hidden cell can lie, so that most cells need no program of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import highspy
import numpy as np

from pipelines.publication.disclosure.linear_system import SLACK, Floats, Marks, System

# Reduced costs below this are zero: rounding of a program whose factors are all one.
USED = 1e-7
# What is possible stays possible when the objective changes or a cell is hidden: primal simplex goes on from there.
_PRIMAL, _DUAL = 4, 1


class NotSolved(Exception):
    """A linear program had no optimum, so that nothing is proven and nothing may be published."""


class IntervalSolver:
    """Somebody who knows the definitions, the denominators, what was `told`, and `own` beforehand."""

    def __init__(self, system: System, told: Marks, own: Sequence[int] = ()) -> None:
        self.programs = 0
        self._need = system.need
        self._own = np.isin(np.arange(len(told)), own)
        self._told = told & ~self._own
        # Nothing that readers know ends some figures; they are given an end far from every true figure.
        self._low, self._high = system.low, np.minimum(system.high, _far(system.truth))
        self._least, self._most = system.truth.copy(), system.truth.copy()
        self._solver = _quiet_solver()
        self._solver.passModel(_model(system, *self._ends(system.truth)))

    def _ends(self, truth: Floats) -> tuple[Floats, Floats]:
        known = self._told | self._own
        return np.where(known, truth, self._low), np.where(known, truth, self._high)

    def owns(self, column: int) -> bool:
        """Whether it is a cell that this reader knows beforehand."""
        return bool(self._own[column])

    def is_wide(self, column: int) -> bool:
        """Whether the values that are known to be possible lie far enough apart."""
        need = float(self._need[column])
        return self.width(column) >= need - SLACK * max(1.0, need)

    def width(self, column: int) -> float:
        """How far apart the possible values found so far lie."""
        return float(self._most[column] - self._least[column])

    def enclose(self, column: int) -> set[int]:
        """Find values of a hidden column far enough apart, or its ends; in that case, return what was told that
        proves them."""
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
        return set(np.flatnonzero((costs > USED) & self._told).tolist())

    def _optimize(self) -> None:
        """Go on from the last program; where rounding leads that astray, begin anew by another way."""
        self.programs += 1
        for strategy in (_PRIMAL, _DUAL):
            self._solver.setOptionValue("simplex_strategy", strategy)
            self._solver.run()
            if self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                return
            self._solver.clearSolver()
        raise NotSolved("A linear program of disclosure control has no optimum.")

    def forget(self, columns: Iterable[int]) -> None:
        """Take these columns for not told. What was found to be possible stays so."""
        for column in columns:
            if self.owns(column):
                continue
            self._told[column] = False
            self._solver.changeColBounds(column, float(self._low[column]), float(self._high[column]))


def _far(truth: Floats) -> float:
    return 2.0 * float(truth.max(initial=0.0)) + 1000.0


class _Quiet(highspy.Highs):
    """The solver without callbacks: turning them on writes its name to the terminal, before it can be silenced."""

    def enableCallbacks(self) -> None:  # noqa: N802 - its name in highspy
        """Turn nothing on."""


def _quiet_solver() -> highspy.Highs:
    solver: highspy.Highs = _Quiet()  # type: ignore[no-untyped-call]  # highspy has no types
    for name in ("presolve", "parallel"):
        solver.setOptionValue(name, "off")
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


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
