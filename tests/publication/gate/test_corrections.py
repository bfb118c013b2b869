"""Disclosure by publications between which the data have changed, seen or unseen."""

from __future__ import annotations

import polars as pl

from pipelines.publication.gate.cell_groups import grouped
from pipelines.publication.gate.published_cells import published_cells
from tests.publication.gate.example_publications import (
    BEFORE,
    NAME,
    at,
    attacked,
    by_area,
    cell,
    crossed,
    found,
    hiding,
    published,
    warehouse,
    world,
)


def test_a_visible_correction_discloses_the_difference() -> None:
    """OE4 and the total grow by one, so the others are unchanged, and OE3 was shown before."""
    now = world(OE1=3, OE2=20, OE3=20, OE4=16)
    proof = attacked(now, hiding(now, "OE1", "OE3"), hiding(BEFORE, "OE1", "OE2"))
    assert found(proof) == {at(area="OE1")}


def test_a_correction_that_keeps_the_pattern_is_safe() -> None:
    now = world(OE1=3, OE2=21, OE3=22, OE4=16)
    assert attacked(now, hiding(now, "OE1", "OE2"), hiding(BEFORE, "OE1", "OE2")).holds


def test_a_correction_of_hidden_cells_discloses_nothing() -> None:
    """Only the total has changed: which hidden cell did is unknown, so figures shown of them before are outdated."""
    now = world(OE1=4, OE2=24, OE3=20, OE4=15)
    proof = attacked(now, hiding(now, "OE1", "OE2"), hiding(BEFORE, "OE1", "OE3"))
    assert proof.holds


def test_a_change_unseen_in_one_breakdown_leaves_the_other_as_it_was() -> None:
    """One more in school 4 is visible; among the areas it is in a hidden one, so the other schools are unchanged."""

    def of(schools: tuple[int, ...], areas: tuple[int, ...]) -> pl.DataFrame:
        name = "absence_over_10"
        rows = [cell(at(name, school=f"56100{n}"), 60, y) for n, y in enumerate(schools, start=1)]
        rows += [cell(at(name, area=f"OE{n}"), 60, y) for n, y in enumerate(areas, start=1)]
        rows += [cell(at(name, area=f"OE{n}", gender="male"), 60, y) for n, y in enumerate(areas, start=1)]
        return warehouse([cell(at(name), 240, sum(schools)), *rows])

    then, now = of((3, 20, 20, 20), (10, 15, 20, 18)), of((3, 20, 20, 21), (10, 15, 21, 18))
    ends = ({"area": area, "gender": gender} for area in ("OE3", "OE4") for gender in ("male", "total"))
    areas = {at("absence_over_10", **labels) for labels in ends}
    first, second, third = (at("absence_over_10", school=f"56100{n}") for n in (1, 2, 3))
    earlier, tables = published(then, {*areas, first, second}), published(now, {*areas, first, third})
    assert found(attacked(now, tables)) == set()
    assert found(attacked(now, tables, earlier)) == {first}


def test_a_wrong_inference_from_outdated_numbers_is_no_disclosure() -> None:
    """Seven have moved from OE2 to OE1, which is hidden in both: combining the two publications gives a wrong value."""
    now = world(OE1=10, OE2=13, OE3=20, OE4=15)
    proof = attacked(now, hiding(now, "OE1", "OE2"), hiding(BEFORE, "OE1", "OE3"))
    assert proof.holds
    assert proof.known_before == ()


def test_denominators_of_hidden_cells_are_unknown_where_a_shown_one_has_changed() -> None:
    """Where a denominator shown then differs from today's, those of hidden cells of that time are not known."""
    now = warehouse(by_area(NAME, OE1=(60, 3), OE2=(40, 20), OE3=(40, 20), OE4=(40, 15)))
    publications = [
        published_cells(tables, now)
        for tables in (hiding(BEFORE, "OE1"), hiding(BEFORE, "OE1", "total"), hiding(now))
    ]
    changed, unseen, last = next(iter(grouped(publications, now).values()))
    assert [view.cells[at(area="OE1")].n for view in (changed, unseen, last)] == [None, 60, 60]


def test_a_contradicting_publication_is_left_out() -> None:
    first, wrong = hiding(BEFORE, "OE1", "OE2"), hiding(BEFORE, "OE1", "OE2", "OE4")
    other = pl.when(pl.col("area") == "OE3").then(33.0).otherwise("numerator").alias("numerator")
    hidden_now = hiding(BEFORE, "OE1", "OE3")
    wrong["indicators"] = wrong["indicators"].with_columns(other).filter(pl.col("area").is_in(["OE2", "OE3"]))
    proof = attacked(BEFORE, hidden_now, first, wrong)
    assert at(area="OE1") in found(proof)


def test_a_retained_view_is_judged_without_the_new_figures() -> None:
    """The correction is withheld and the old values are retained: being outdated does not make them safe."""
    now = world(OE1=9, OE2=20, OE3=20, OE4=15)
    assert found(attacked(now, hiding(BEFORE, "OE1"))) == {at(area="OE1")}


def test_schools_do_not_attack_a_retained_view() -> None:
    def of(*numerators: int) -> pl.DataFrame:
        units = [({"school": f"56100{n}"}, 60, y) for n, y in enumerate(numerators, start=1)]
        return warehouse(crossed("absence_over_10", "S", units))

    now, hidden = of(40, 5, 5, 8), {at("absence_over_10", school=f"56100{n}") for n in (1, 2, 3)}
    assert attacked(now, published(of(3, 5, 5, 9), hidden)).holds
