"""What an attacker knows of a numerator from denominators and definitions alone."""

from __future__ import annotations

from math import inf

from pipelines.publication.disclosure.cell import Cell
from pipelines.publication.disclosure.constraints import Constraints
from pipelines.publication.disclosure.numerator_bounds import numerator_bounds
from tests.publication.disclosure.test_block_system import FIRST, cell


def bounds(*cells: Cell) -> list[tuple[float, float]]:
    low, high = numerator_bounds(Constraints(cells))
    return list(zip(low.tolist(), high.tolist(), strict=True))


def of(indicator_id: str, persons: float, numerator: float = 1.0, links: str = "") -> Cell:
    return cell(indicator_id=indicator_id, persons=persons, base=persons, numerator=numerator, links=links)


def test_a_numerator_is_at_most_the_sum_of_those_that_it_never_exceeds() -> None:
    ceiling = bounds(of("a", 40, links="<= b + c"), of("b", 5), of("c", 7))
    assert ceiling == [(0, 12), (0, 5), (0, 7)]


def test_a_sum_bounds_the_whole_but_not_its_parts() -> None:
    """The parts may be as large as their own persons: together they only equal the whole."""
    assert bounds(of("a", 40, 2, "= b + c"), of("b", 50), of("c", 60)) == [(0, 40), (0, 50), (0, 60)]


def test_two_equal_numerators_have_the_smaller_bound_of_both() -> None:
    assert bounds(of("a", 40, links="= b"), of("b", 50)) == [(0, 40), (0, 40)]
    assert bounds(of("a", 50, links="= b"), of("b", 40)) == [(0, 40), (0, 40)]


def test_a_numerator_below_another_does_not_bound_it() -> None:
    assert bounds(of("a", 40, links="<= b"), of("b", 50)) == [(0, 40), (0, 50)]


def test_persons_bound_a_numerator_also_where_the_other_numerator_is_open() -> None:
    assert bounds(of("a", 40, links="<= persons of b"), of("b", 12, links="open")) == [(0, 12), (0, inf)]


def test_nothing_is_known_by_a_crossing_that_the_other_indicator_lacks() -> None:
    part = cell(FIRST, indicator_id="a", persons=40.0, base=40.0, links="<= persons of b")
    assert bounds(part, of("b", 12))[0] == (0, 40)


def test_a_cell_that_the_other_indicator_has_not_is_zero() -> None:
    """`b` is broken down by area, and nobody of this area is in it."""
    part = cell(FIRST, indicator_id="a", persons=40.0, base=40.0, numerator=0.0, links="<= persons of b")
    elsewhere = cell(("OE9", "total", "total", "total"), indicator_id="b", persons=12.0, base=12.0)
    assert bounds(part, elsewhere)[0] == (0, 0)


def test_a_figure_that_contradicts_its_definition_is_within_its_bounds_all_the_same() -> None:
    below = cell(measure="mean", base=40.0, numerator=30.0, links="each 1 to 5")
    above = cell(measure="mean", base=40.0, numerator=210.0, links="each 1 to 5")
    assert bounds(below) == [(30, 200)]
    assert bounds(above) == [(40, 210)]
