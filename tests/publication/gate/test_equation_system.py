"""The gate's linear system: bounds that follow from each other, and parts that share no row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pipelines.publication.gate.equation_system import (
    TOLERANCE,
    Contradiction,
    Linear,
    System,
    parts,
    system,
    tightened,
)


def equal(total: str, *of: str) -> Linear:
    return ((total, 1.0), *((part, -1.0) for part in of)), 0.0, 0.0


def bounds(of: System) -> dict[object, tuple[float, float]]:
    return {name: (of.floor[at], of.ceiling[at]) for name, at in of.where().items()}


def test_the_coefficients_are_rows_by_unknowns() -> None:
    of = system([equal("whole", "a", "b"), ((("a", 2.0), ("c", 1.0)), 1.0, 4.0)])
    assert of.names == ("whole", "a", "b", "c")
    assert of.matrix.toarray().tolist() == [[1, -1, -1, 0], [0, 2, 0, 1]]
    assert (of.low.tolist(), of.high.tolist()) == ([0, 1], [0, 4])


def test_a_part_is_at_most_the_whole_and_the_last_part_follows() -> None:
    of = system([equal("whole", "a", "b")])
    known = bounds(tightened(of.fix([("whole", 10.0)])))
    assert known["a"] == known["b"] == pytest.approx((0, 10))
    known = bounds(tightened(of.fix([("whole", 10.0), ("a", 4.0)])))
    assert known["b"] == pytest.approx((6, 6))


def test_bounds_pass_from_one_row_to_the_next() -> None:
    of = system([equal("whole", "a", "b"), equal("b", "c", "d")]).fix(
        [("whole", 10.0), ("a", 7.0), ("c", 1.0)]
    )
    assert bounds(tightened(of))["d"] == pytest.approx((2, 2))


def test_what_is_not_in_the_system_fixes_nothing() -> None:
    of = system([equal("whole", "a")])
    assert bounds(of.fix([("z", 3.0)])) == bounds(of)


@pytest.mark.parametrize("known", [{"whole": 3.0, "a": 4.0}, {"whole": 9.0, "a": 4.0, "b": 4.0}])
def test_what_cannot_be_true_together_is_a_contradiction(known: dict[str, float]) -> None:
    with pytest.raises(Contradiction):
        tightened(system([equal("whole", "a", "b")]).fix(known.items()))


@pytest.mark.parametrize("values", [(3.0, 4.0), (4.0, 3.0)])
def test_two_values_of_one_unknown_are_a_contradiction(values: tuple[float, float]) -> None:
    with pytest.raises(Contradiction):
        tightened(system([equal("whole", "a")]).fix(("a", value) for value in values))


def test_parts_share_no_row_once_what_is_known_is_taken_out() -> None:
    of = system([equal("whole", "a", "b"), equal("whole", "c", "d")])
    (together,) = parts(of)
    assert set(together.names) == {"whole", "a", "b", "c", "d"}
    one, other = sorted(parts(of.fix([("whole", 10.0)])), key=lambda part: str(part.names))
    assert (set(one.names), set(other.names)) == ({"a", "b"}, {"c", "d"})
    # What is known has moved to the other side of the row.
    assert (one.low.tolist(), one.high.tolist()) == ([-10], [-10])


def test_where_all_is_known_no_part_is_left() -> None:
    assert parts(tightened(system([equal("whole", "a")]).fix([("whole", 2.0)]))) == []


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=5, max_size=5), min_size=1, max_size=4),
    st.lists(st.integers(0, 9), min_size=5, max_size=5),
    st.sets(st.integers(0, 4), max_size=4),
)
def test_no_solution_is_lost_by_propagation(
    matrix: list[list[int]], truth: list[int], known: set[int]
) -> None:
    rows: list[Linear] = []
    for factors in matrix:
        total = float(np.dot(factors, truth))
        terms = tuple((at, float(factor)) for at, factor in enumerate(factors) if factor)
        rows += [(terms, total, total)] if terms else []
    if not rows:
        return
    of = tightened(system(rows).fix((at, float(truth[at])) for at in known))
    for name, (floor, ceiling) in bounds(of).items():
        assert isinstance(name, int)
        cost = [0.0] * len(of.names)
        for sign in (1.0, -1.0):
            cost[of.where()[name]] = sign
            given_bounds = [
                (float(truth[at]), float(truth[at])) if at in known else (0, 1000)
                for at in of.names
                if isinstance(at, int)
            ]
            end = linprog(cost, A_eq=of.matrix.toarray(), b_eq=of.low, bounds=given_bounds)
            assert floor - 10 * TOLERANCE <= sign * end.fun <= ceiling + 10 * TOLERANCE
