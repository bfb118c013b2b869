"""The three methods of the bounds solver, on a few rows."""

from __future__ import annotations

import time

import pytest

from pipelines.publication.gate.bounds_solver import Solver
from pipelines.publication.gate.equation_system import Contradiction, Linear, system
from pipelines.publication.gate.linear_program import OutOfTime


def ring(**sums: float) -> list[Linear]:
    """Pairwise sums of three unknowns: together they determine each, no row by itself does."""
    return [(tuple((name, 1.0) for name in pair), number, number) for pair, number in sums.items()]


def a_minute() -> Solver:
    return Solver(time.monotonic() + 3600)


def test_unknowns_determined_by_equations_need_no_program() -> None:
    solver = a_minute()
    found = solver.narrow(system(ring(ab=10, bc=12, ac=14)), dict.fromkeys("abc", 5.0))
    assert {name: pytest.approx(bounds) for name, bounds in found.items()} == {
        "a": (6, 6),
        "b": (4, 4),
        "c": (8, 8),
    }
    assert solver.programs == 2


def test_unknowns_narrowed_by_propagation_are_found_with_their_interval() -> None:
    rows: list[Linear] = [
        ((("a", 1.0), ("b", 1.0)), 9.0, 9.0),
        ((("a", 1.0),), 0.0, 6.0),
        ((("b", 1.0),), 0.0, 7.0),
    ]
    found = a_minute().narrow(system(rows), {"a": 5.0, "b": 4.0})
    assert {name: pytest.approx(bounds) for name, bounds in found.items()} == {"a": (2, 6)}


def test_unknowns_narrowed_by_all_rows_together_are_found_by_programs() -> None:
    """At most twelve in each pair, at least seventeen in all: each is from 5 to 7. No single row implies it."""
    rows: list[Linear] = [((("a", 1.0), ("b", 1.0)), 0.0, 12.0), ((("b", 1.0), ("c", 1.0)), 0.0, 12.0)]
    rows += [((("a", 1.0), ("c", 1.0)), 0.0, 12.0), (tuple((name, 1.0) for name in "abc"), 17.0, 40.0)]
    found = a_minute().narrow(system(rows), dict.fromkeys("abc", 5.0))
    assert {name: pytest.approx(bounds) for name, bounds in found.items()} == dict.fromkeys("abc", (5, 7))


def test_a_wide_enough_interval_is_not_found() -> None:
    rows: list[Linear] = [((("a", 1.0), ("b", 1.0)), 5.0, 5.0)]
    assert a_minute().narrow(system(rows), {"a": 5.0, "b": 5.0}) == {}
    assert set(a_minute().narrow(system(rows), {"a": 5.1, "b": 5.0})) == {"a"}


def test_without_required_widths_no_program_is_solved() -> None:
    solver = a_minute()
    assert solver.narrow(system(ring(ab=10, bc=12, ac=14)), {}) == {}
    assert solver.programs == 0


@pytest.mark.parametrize("known", [[("a", 6.0), ("a", 7.0)], [("a", 11.0)]])
def test_rows_that_cannot_hold_are_a_contradiction(known: list[tuple[str, float]]) -> None:
    with pytest.raises(Contradiction):
        a_minute().narrow(system(ring(ab=10, bc=12)).fix(known), {"c": 5.0})


def test_a_contradiction_that_only_a_program_finds() -> None:
    rows: list[Linear] = [(tuple((name, 1.0) for name in pair), 0.0, 12.0) for pair in ("ab", "bc", "ac")]
    with pytest.raises(Contradiction):
        a_minute().narrow(system([*rows, (tuple((name, 1.0) for name in "abc"), 19.0, 40.0)]), {"a": 5.0})


def test_no_program_is_solved_after_the_deadline() -> None:
    with pytest.raises(OutOfTime):
        Solver(time.monotonic()).narrow(system(ring(ab=10, bc=12)), {"a": 5.0})
