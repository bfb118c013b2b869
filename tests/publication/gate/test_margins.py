"""What the gate's attacker knows of the parts of a whole."""

from __future__ import annotations

import pytest

from pipelines.publication.gate.disclosed_cells import Cell
from pipelines.publication.gate.group_view import FAR, PublishedCell, Row, View
from pipelines.publication.gate.margins import at_most, bounds, margins

WHOLE, FEMALE, MALE = (Cell("x", "2025", gender=gender) for gender in ("total", "female", "male"))
NORTH = Cell("x", "2025", area="OE1", gender="female")


def share(n: float | None, y: float | None = None) -> PublishedCell:
    return PublishedCell(y is None, y, n, 0.0, 1.0)


def score(n: float, y: float | None = None) -> PublishedCell:
    return PublishedCell(y is None, y, n, 1.0, 5.0)


def found(cells: dict[Cell, PublishedCell], *, rounded: bool = False) -> list[Row]:
    return list(margins(View(cells, rounded=rounded)))


def test_parts_of_all_persons_sum_to_the_whole() -> None:
    assert found({WHOLE: share(30), FEMALE: share(20), MALE: share(10)}) == [
        Row(((WHOLE, 1.0), (FEMALE, -1.0), (MALE, -1.0)), 0.0, 0.0)
    ]


def test_persons_in_no_part_may_be_counted_in_the_whole() -> None:
    ((_, low, high),) = found({WHOLE: share(30), FEMALE: share(18), MALE: share(10)})
    assert (low, high) == (0, 2)
    ((_, low, high),) = found({WHOLE: score(30), FEMALE: score(18), MALE: score(10)})
    assert (low, high) == (2, 10)


@pytest.mark.parametrize(("whole", "part"), [(None, 10.0), (30.0, None)])
def test_where_a_denominator_is_not_known_the_parts_are_taken_for_all(
    whole: float | None, part: float | None
) -> None:
    ((_, low, high),) = found({WHOLE: share(whole), FEMALE: share(part), MALE: share(5)})
    assert (low, high) == (0, 0)


def test_more_persons_in_the_parts_than_in_the_whole_are_counted_less() -> None:
    ((_, low, high),) = found({WHOLE: share(30), FEMALE: share(22), MALE: share(10)})
    assert (low, high) == (-2, 0)


def test_each_broken_down_dimension_has_its_whole() -> None:
    area = NORTH._replace(gender="total")
    rows = found({WHOLE: share(30), FEMALE: share(20), area: share(15), NORTH: share(9)})
    assert sorted(row.terms for row in rows) == sorted(
        ((whole, 1.0), (part, -1.0))
        for whole, part in [(WHOLE, FEMALE), (WHOLE, area), (area, NORTH), (FEMALE, NORTH)]
    )


def test_parts_whose_whole_is_not_published_sum_to_nothing() -> None:
    assert found({FEMALE: share(20), MALE: share(10)}) == []


def test_rounded_means_sum_to_the_whole_within_their_rounding() -> None:
    cells = {WHOLE: score(30, 90.0), FEMALE: score(20, 60.0), MALE: score(10)}
    ((_, low, high),) = found(cells, rounded=True)
    assert (low, high) == pytest.approx((-0.3, 0.3))
    ((_, low, high),) = found(cells)
    assert (low, high) == (0, 0)


def test_where_every_mean_is_shown_their_sum_says_nothing_more() -> None:
    assert found({WHOLE: score(30, 90.0), FEMALE: score(20, 60.0), MALE: score(10, 30.0)}) == []
    assert len(found({WHOLE: share(30, 9.0), FEMALE: share(20, 6.0), MALE: share(10, 3.0)})) == 1


def test_a_numerator_lies_between_the_least_and_the_most_of_its_persons() -> None:
    assert list(bounds(FEMALE, score(20))) == [Row(((FEMALE, 1.0),), 20, 100)]
    assert list(bounds(FEMALE, share(None))) == []
    assert list(bounds(FEMALE, PublishedCell(True, None, 20, 0.0, FAR))) == []


def test_one_numerator_is_at_most_another() -> None:
    assert at_most(FEMALE, WHOLE) == Row(((FEMALE, 1.0), (WHOLE, -1.0)), -FAR, 0.0)
