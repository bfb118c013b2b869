"""Disclosure by several publications together."""

from __future__ import annotations

import polars as pl

from pipelines.publication.gate import Cell
from tests.publication.gate.example_publications import (
    BEFORE,
    NAME,
    at,
    attacked,
    cell,
    crossed,
    found,
    hiding,
    published,
    warehouse,
)


def test_the_same_pattern_again_discloses_nothing() -> None:
    tables = hiding(BEFORE, "OE1", "OE2")
    assert attacked(BEFORE, tables, tables, tables).holds


def test_two_publications_that_hide_different_cells() -> None:
    earlier, now = hiding(BEFORE, "OE1", "OE2"), hiding(BEFORE, "OE1", "OE3")
    assert attacked(BEFORE, earlier).holds
    assert attacked(BEFORE, now).holds
    proof = attacked(BEFORE, now, earlier)
    assert found(proof) == {at(area="OE1")}
    assert {disclosed_cell.cell for disclosed_cell in proof.known_before} == {at(area="OE3")}


def test_cells_disclosed_before_do_not_block_this_publication() -> None:
    proof = attacked(BEFORE, hiding(BEFORE, "OE1", "OE2", "OE3"), hiding(BEFORE, "OE1"))
    assert proof.holds
    assert {disclosed_cell.cell for disclosed_cell in proof.known_before} == {
        at(area=area) for area in ("OE1", "OE2", "OE3")
    }


def test_a_publication_that_discloses_a_cell_again_is_refused() -> None:
    again = hiding(BEFORE, "OE1")
    assert found(attacked(BEFORE, again, again)) == {at(area="OE1")}


def test_retained_figures_are_not_combined_with_other_denominators() -> None:
    """With five persons in OE4 the interval of OE2 is wide enough; with four it would not be."""
    counts = {"OE1": (40, 20), "OE2": (19, 7), "OE3": (40, 20)}
    hidden = {at(area="OE2"), at(area="OE4")}

    def neighbourhood(persons: int) -> pl.DataFrame:
        units = [({"area": area}, n, y) for area, (n, y) in counts.items()]
        return warehouse(crossed(NAME, "O", [*units, ({"area": "OE4"}, persons, 3)]))

    then, today = neighbourhood(5), neighbourhood(4)
    old, new = published(then, hidden), published(today, hidden)
    assert attacked(then, old).holds
    assert attacked(today, old, old).holds
    assert found(attacked(today, new, old)) == {at(area="OE2")}


def test_cells_disclosed_by_this_publication_count_whatever_was_disclosed_before() -> None:
    units = [({"school": f"56100{n}", "area": f"OE{n}"}, 60, 20) for n in (1, 2, 3, 4)]
    cells = warehouse(crossed("absence_over_10", "OS", units))
    school = [at("absence_over_10", school=f"56100{n}") for n in (1, 2, 3)]
    area = at("absence_over_10", area="OE1")
    earlier = published(cells, {area, school[0], school[1]})
    proof = attacked(cells, published(cells, {area, school[0], school[2]}), earlier)
    assert found(proof) == {area, school[0]}
    assert {disclosed_cell.cell for disclosed_cell in proof.known_before} == {school[2]}


def test_a_new_crossing_is_combined_with_an_old_one() -> None:
    parts = {("OE1", "female"): 2, ("OE1", "male"): 12, ("OE2", "female"): 15, ("OE2", "male"): 20}
    units = [({"area": area, "gender": gender}, 40, y) for (area, gender), y in parts.items()]
    old = warehouse(crossed(NAME, "K", units))
    new = warehouse(crossed(NAME, "OK", units))
    pairs = {at(area=area, gender=gender) for area, gender in parts}
    hidden = pairs | {at(area=area) for area in ("OE1", "OE2")}
    genders = {at(gender="female"), at(gender="male")}
    assert attacked(new, published(new, hidden | genders)).holds
    assert attacked(new, published(new, hidden | genders), published(old, set())).known_before


def test_a_school_combines_publications_too() -> None:
    units = [({"school": f"56100{n}"}, 60, 20) for n in (1, 2, 3, 4)]
    cells = warehouse(crossed("absence_over_10", "S", units))
    first, second, third, fourth = (at("absence_over_10", school=f"56100{n}") for n in (1, 2, 3, 4))
    now, earlier = published(cells, {first, second, third}), published(cells, {first, second, fourth})
    assert attacked(cells, now).holds
    assert found(attacked(cells, now, earlier), attacker="561001") == {second}


def test_the_local_estimate_of_september_and_the_figure_of_october() -> None:
    """Where their totals and all shown figures are equal, they are assumed to be the same."""
    areas = {"OE1": 20, "OE2": 3, "OE3": 20}

    def disclosed(total: int) -> set[Cell]:
        year = [cell(Cell("youth_unattached", "2025", area), 80, y) for area, y in areas.items()]
        quarter = [cell(Cell("youth_unattached_quarter", "2025K3", area), 80, y) for area, y in areas.items()]
        totals = [
            cell(Cell("youth_unattached", "2025"), 240, 43),
            cell(Cell("youth_unattached_quarter", "2025K3"), 240, total),
        ]
        cells = warehouse(year, quarter, totals)
        hidden = {Cell("youth_unattached", "2025", area) for area in ("OE1", "OE2")}
        hidden |= {Cell("youth_unattached_quarter", "2025K3", area) for area in ("OE2", "OE3")}
        return found(attacked(cells, published(cells, hidden)))

    assert Cell("youth_unattached", "2025", "OE1") in disclosed(43)
    assert Cell("youth_unattached", "2025", "OE1") not in disclosed(45)
