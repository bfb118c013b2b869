"""The system of a block: what an attacker is assumed to know of a numerator before anything is published."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pipelines.publication.disclosure.block_system import build_system
from pipelines.publication.disclosure.cell import Cell, importance
from pipelines.publication.disclosure.definition_links import parse
from pipelines.publication.disclosure.linear_system import Row

TOTAL, FIRST, SECOND = ("total",) * 4, ("OE1", "total", "total", "total"), ("OE2", "total", "total", "total")


def cell(place: tuple[str, ...] = TOTAL, links: str = "", **said: Any) -> Cell:
    numbers = {"persons": 40.0, "base": 40.0, "numerator": 10.0} | said
    return Cell(
        **{"indicator_id": "a", "period": "2025", "measure": "share"} | numbers,
        place=place,
        links=parse(links),
    )


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ({}, (0.0, 40.0)),
        ({"measure": "mean", "base": 400.0}, (0.0, 400.0)),
        ({"measure": "mean", "numerator": 100.0, "links": "each 1 to 5"}, (40.0, 200.0)),
        ({"measure": "count"}, (0.0, math.inf)),
        ({"links": "open"}, (0.0, math.inf)),
    ],
)
def test_a_numerator_lies_within_the_bounds_of_its_measure(
    said: dict[str, Any], limits: tuple[float, float]
) -> None:
    system = build_system([cell(**said)])
    assert (system.low[0], system.high[0]) == limits


@pytest.mark.parametrize(("persons", "need"), [(40.0, 5.0), (3.0, 3.0), (0.0, 0.0)])
def test_the_required_width_is_five_persons_or_all_of_them(persons: float, need: float) -> None:
    assert build_system([cell(persons=persons, base=persons, numerator=0.0)]).need[0] == need


def test_a_numerator_equal_to_another_has_the_upper_bound_of_the_other() -> None:
    other = cell(indicator_id="b", persons=12.0, base=12.0)
    system = build_system([cell(links="= b"), other])
    assert system.high.tolist() == [12.0, 12.0]
    assert system.rows == (Row(((0, 1), (1, -1)), 0.0, 0.0),)


def test_a_numerator_never_exceeds_the_persons_that_its_definition_names() -> None:
    system = build_system([cell(links="<= persons of b"), cell(indicator_id="b", persons=12.0, base=12.0)])
    assert system.high.tolist() == [12.0, 12.0]


def test_totals_matter_most_then_the_fewest_breakdowns_then_the_most_persons() -> None:
    pair = (*FIRST[:1], "female", *FIRST[2:])
    order = [
        cell(persons=10.0),
        cell(SECOND, persons=30.0),
        cell(FIRST, persons=20.0),
        cell(pair, persons=20.0),
    ]
    assert sorted([*order[2:], *order[:2]], key=importance) == order


@pytest.mark.parametrize(
    ("first", "second", "row"),
    [
        ((20.0, 4.0), (20.0, 6.0), (0.0, 0.0)),
        ((20.0, 4.0), (15.0, 6.0), (0.0, 5.0)),
        ((20.0, 4.0), (18.0, 4.0), (0.0, 2.0)),
        ((20.0, 4.0), (19.0, 4.0), None),
        ((20.0, 4.0), (20.0, 5.0), None),
        ((20.0, 4.0), (30.0, 6.0), None),
    ],
)
def test_parts_add_up_as_far_as_their_persons_do(
    first: tuple[float, float], second: tuple[float, float], row: tuple[float, float] | None
) -> None:
    parts = [
        cell(place, persons=n, base=n, numerator=y) for place, (n, y) in ((FIRST, first), (SECOND, second))
    ]
    rows = build_system([cell(), *parts]).rows
    assert [(found.low, found.high) for found in rows] == ([] if row is None else [row])


def test_each_school_knows_its_own_cells() -> None:
    schools = [cell(("total", "total", "total", name)) for name in ("S2", "S1", "S1")]
    assert build_system([cell(), *schools]).attackers() == [(), (2, 3), (1,)]


def test_twins_with_equal_denominators_are_assumed_equal() -> None:
    quarter = cell(indicator_id="quarter", period="2025K3", links="~ a K3")
    assert build_system([cell(), quarter]).pairs == ((1, 0),)
    assert len(build_system([cell(), quarter]).rows) == 1
    assert not build_system([cell(), quarter._replace(persons=41.0)]).rows
