"""Cells disclosed to a school that knows its own numbers."""

from __future__ import annotations

from collections.abc import Mapping

from tests.publication.gate.example_publications import (
    at,
    attacked,
    crossed,
    found,
    pathways,
    published,
    warehouse,
)

SCHOOLS = [
    ({"school": name, "area": "OE1", "gender": "male"}, 60, 20) for name in ("561001", "561002", "561010")
]


def test_a_school_knows_its_own_numbers() -> None:
    cells = warehouse(crossed("absence_over_10", "S", SCHOOLS))
    own, others = at("absence_over_10", school="561001"), at("absence_over_10", school="561002")
    proof = attacked(cells, published(cells, {own, others}))
    assert found(proof) == set()
    assert found(proof, attacker="561001") == {others}
    assert found(proof, attacker="561002") == {own}
    # A cell disclosed to the public is not repeated for the schools.
    alone = attacked(cells, published(cells, {own}))
    assert {disclosed_cell.attacker for disclosed_cell in alone.disclosed_cells} == {None}
    genders = [{"school": school, "gender": g} for school in ("561001", "561002") for g in ("female", "male")]
    both = warehouse(crossed("absence_over_10", "KS", [(labels, 60, 20) for labels in genders]))
    tables = published(both, {at("absence_over_10", gender="female"), own})
    assert {disclosed_cell.attacker for disclosed_cell in attacked(both, tables).disclosed_cells} == {None}
    every = {at("absence_over_10", school=name) for name in ("561001", "561002", "561010")}
    assert attacked(cells, published(cells, every)).holds


def test_prior_knowledge_of_a_school_is_not_a_disclosure() -> None:
    units = [({"school": "561001"}, 20, 10), ({"school": "561002"}, 2, 1)]
    cells = warehouse(crossed("absence_over_10", "S", units))
    assert attacked(cells, published(cells, lambda _: True)).holds


def test_prior_knowledge_of_a_cohort_uses_all_equations_together() -> None:
    """The school knows 26 of 30 to be in upper education, so at most four have another status, published or not."""
    statuses = {"upper_general": 14, "upper_vocational": 13, "preparatory": 2, "working": 1}
    units = [({"school": "561001"}, 26, 26), ({"school": "561002"}, 4, 1)]
    cells = warehouse(pathways(15, **statuses), crossed("transition_15m", "S", units))
    assert attacked(cells, published(cells, lambda _: True)).holds


def test_a_school_whose_numbers_do_not_add_up_cannot_use_the_sums() -> None:
    """Some persons are counted without a gender, which only the school can see."""
    units = [({"school": f"56100{n}", "gender": g}, 30, 100) for n in (1, 2, 3) for g in ("female", "male")]
    rows = crossed("wellbeing_general", "KS", units, measure="mean")
    actual = at("wellbeing_general", school="561001", gender="female")
    cells = warehouse(
        [
            row | {"numerator": row["numerator"] - 20 * (row_is(row, actual.school, actual.gender))}
            for row in rows
        ]
    )
    hidden = {
        at("wellbeing_general", school=school, gender=gender)
        for school in ("total", "561001", "561002", "561003")
        for gender in ("total", "female", "male")
        if school != "total" or gender != "total"
    }
    assert attacked(cells, published(cells, hidden)).holds


def row_is(row: Mapping[str, object], school: str, gender: str) -> bool:
    return (row["school"], row["gender"]) == (school, gender)
