"""Feasibility intervals: how far a hidden cell can be from what it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipelines.publication.disclosure.feasibility_intervals import IntervalSolver, NotSolved
from pipelines.publication.disclosure.linear_system import Row, System

TOTAL, FIRST, SECOND, THIRD = range(4)
TRUTH = [10.0, 3.0, 4.0, 3.0]
SUM = Row(((TOTAL, 1), (FIRST, -1), (SECOND, -1), (THIRD, -1)), 0.0, 0.0)


def system(
    truth: Sequence[float] = TRUTH,
    high: Sequence[float] = (40.0,) * 4,
    rows: Sequence[Row] = (SUM,),
    need: float = 5.0,
) -> System:
    values = np.array(truth)
    zeros = np.zeros(len(truth))
    return System(values, zeros, np.array(high), zeros + need, tuple(rows), (), ())


def solver(*revealed: int, own: Sequence[int] = (), of: System | None = None) -> IntervalSolver:
    block = of or system()
    return IntervalSolver(block, np.isin(np.arange(len(block.truth)), revealed), own)


def test_before_anything_is_solved_a_cell_is_known_to_be_what_it_is_only() -> None:
    found = solver(TOTAL)
    assert (found.width(FIRST), found.is_wide(FIRST), found.programs) == (0, False, 0)


def test_two_hidden_parts_lie_between_nobody_and_what_is_left_of_the_total() -> None:
    found = solver(TOTAL, SECOND)
    assert found.bound(FIRST) == {TOTAL, SECOND}
    assert found.width(FIRST) == pytest.approx(6)
    # The same solutions bound the other part, without a program of its own.
    assert found.width(THIRD) == pytest.approx(6)
    assert found.bound(THIRD) == set()
    assert found.programs == 2


def test_a_part_that_follows_from_the_others_has_no_width() -> None:
    found = solver(TOTAL, FIRST, SECOND)
    found.bound(THIRD)
    assert found.width(THIRD) == pytest.approx(0)
    assert not found.is_wide(THIRD)


def test_an_insider_who_knows_one_of_two_hidden_parts_knows_the_other() -> None:
    found = solver(TOTAL, SECOND, own=[SECOND, THIRD])
    # What the insider knew beforehand does not depend on being revealed.
    assert found.bound(FIRST) == {TOTAL}
    assert found.width(FIRST) == pytest.approx(0)
    assert found.owns(THIRD) and not found.owns(FIRST)


def test_a_priori_bounds_make_an_interval_narrower() -> None:
    found = solver(TOTAL, SECOND, of=system(high=(40, 4, 40, 40)))
    found.bound(FIRST)
    assert found.width(FIRST) == pytest.approx(4)
    assert not found.is_wide(FIRST)


def test_hiding_one_more_cell_widens_the_intervals_that_it_bounded() -> None:
    found = solver(TOTAL, FIRST, SECOND)
    found.bound(THIRD)
    found.unfix([SECOND])
    assert found.bound(THIRD) == {TOTAL, FIRST}
    assert found.width(THIRD) == pytest.approx(7)


def test_what_an_insider_knows_is_never_hidden_from_it() -> None:
    found = solver(TOTAL, FIRST, own=[SECOND])
    found.unfix([SECOND])
    found.bound(THIRD)
    assert found.width(THIRD) == pytest.approx(0)


def test_a_cell_without_an_upper_bound_is_wide() -> None:
    found = solver(SECOND, of=system(high=(np.inf,) * 4))
    found.bound(FIRST)
    assert found.width(FIRST) > 1000


def test_five_persons_apart_is_wide_enough() -> None:
    found = solver(TOTAL, SECOND, of=system(truth=[5, 2, 0, 3]))
    found.bound(FIRST)
    assert found.width(FIRST) == pytest.approx(5)
    assert found.is_wide(FIRST)


def test_each_cell_is_solved_for_alone() -> None:
    """What was asked of the first part must not count when `figure` is asked for."""
    total, part, rest, more, less, figure = range(6)
    rows = [
        Row(((total, 1), (part, -1), (rest, -1)), 0.0, 0.0),
        Row(((figure, 1), (part, -1), (more, -1), (less, 1)), 4.0, 4.0),
    ]
    high = (40, 40, 40, 4, 4, 40)
    found = solver(total, of=system(truth=[10, 3, 7, 1, 1, 7], high=high, rows=rows, need=18))
    found.bound(part)
    found.bound(figure)
    assert found.width(figure) == pytest.approx(18)


def test_an_impossible_system_proves_nothing() -> None:
    wrong = Row(SUM.terms, 1.0, 1.0)
    found = solver(TOTAL, FIRST, SECOND, THIRD, of=system(rows=[wrong]))
    with pytest.raises(NotSolved):
        found.bound(FIRST)
