"""Programs that start from the last one's solution have the optimum that each has by itself."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.publication.gate.equation_system import Contradiction, Floats, Linear, System, system
from pipelines.publication.gate.linear_program import LinearProgram, OutOfTime

NAMES = "abcdef"
ONE = st.sampled_from([-1.0, 0.0, 1.0])


@st.composite
def tables(draw: st.DrawFn) -> System:
    """Sums of some of six counts, of which one table is a solution: as disclosure control leaves them."""
    counts = {name: draw(st.integers(0, 30)) for name in NAMES}
    rows: list[Linear] = [(tuple((name, 1.0) for name in NAMES), 0.0, 200.0)]
    for _ in range(draw(st.integers(1, 5))):
        terms = tuple((name, factor) for name in NAMES if (factor := draw(ONE)))
        true = sum(factor * counts[str(name)] for name, factor in terms)
        slack = draw(st.sampled_from([0.0, 0.5, 3.0]))
        rows.append((terms, true - slack, true + slack))
    return system(rows)


def alone(rows: System, costs: Floats) -> float:
    """The least cost according to SciPy, from nothing."""
    bounds, constraint = Bounds(rows.floor, rows.ceiling), LinearConstraint(rows.matrix, rows.low, rows.high)
    return float(milp(costs, bounds=bounds, constraints=constraint).fun)


def program(rows: System) -> LinearProgram:
    return LinearProgram(rows, time.monotonic() + 3600)


@given(tables(), st.lists(st.lists(ONE, min_size=6, max_size=6), min_size=1, max_size=8))
def test_the_optimum_is_that_of_each_program_by_itself(rows: System, objectives: list[list[float]]) -> None:
    chained = program(rows)
    for objective in objectives:
        costs = np.array(objective)
        solution = chained.cheapest(costs)
        assert float(costs @ solution) == pytest.approx(alone(rows, costs), abs=1e-6)
        sums = rows.matrix @ solution
        assert (sums >= rows.low - 1e-6).all() and (sums <= rows.high + 1e-6).all()
        assert (solution >= rows.floor - 1e-6).all() and (solution <= rows.ceiling + 1e-6).all()


def test_rows_that_cannot_hold_are_a_contradiction_each_time() -> None:
    rows: list[Linear] = [((("a", 1.0), ("b", 1.0)), 0.0, 1.0), ((("a", 1.0),), 2.0, 3.0)]
    contradicting = program(system(rows))
    for _ in range(2):
        with pytest.raises(Contradiction):
            contradicting.cheapest(np.ones(2))


def test_nothing_is_solved_after_the_deadline() -> None:
    rows = system([((("a", 1.0), ("b", 1.0)), 0.0, 1.0)])
    with pytest.raises(OutOfTime):
        LinearProgram(rows, time.monotonic()).cheapest(np.ones(2))
