"""Disclosure of one indicator by another through their definitions."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.publication.gate import Cell
from tests.publication.gate.example_publications import (
    at,
    attacked,
    by_area,
    cell,
    found,
    pathways,
    published,
    warehouse,
)


@pytest.mark.parametrize("smaller", ["grade9_min02_dan_mat", "grade9_min02_dan_mat_of_all"])
def test_two_shares_with_one_numerator_disclose_each_other(smaller: str) -> None:
    cells = warehouse(
        by_area("grade9_min02_dan_mat", OE1=(30, 20), OE2=(30, 20), OE3=(30, 20)),
        by_area("grade9_min02_dan_mat_of_all", OE1=(40, 20), OE2=(40, 20), OE3=(40, 20)),
    )
    hidden = {at(smaller, area="OE1"), at(smaller, area="OE2")}
    assert found(attacked(cells, published(cells, hidden))) == hidden
    both = {
        Cell(name, *rest)
        for _, *rest in hidden
        for name in ("grade9_min02_dan_mat", "grade9_min02_dan_mat_of_all")
    }
    assert attacked(cells, published(cells, both)).holds


def test_nobody_took_all_exams_who_did_not_take_those_in_two_subjects() -> None:
    examined = by_area("grade9_min02_dan_mat", OE1=(20, 10), OE2=(30, 15))
    for all_exams, safe in ((48, False), (40, True)):
        took = by_area("grade9_all_exams", OE1=(40, 18), OE2=(40, all_exams - 18))
        cells = warehouse(examined, took)
        hidden = {at("grade9_all_exams", area="OE1"), at("grade9_all_exams", area="OE2")}
        assert attacked(cells, published(cells, hidden)).holds is safe


def test_a_cell_narrow_by_its_denominator_is_not_disclosed_by_the_publication() -> None:
    examined = by_area("grade9_min02_dan_mat", OE1=(2, 1), OE2=(30, 15), OE3=(30, 15))
    took = by_area("grade9_all_exams", OE1=(40, 2), OE2=(40, 20), OE3=(40, 20))
    cells = warehouse(examined, took)
    assert attacked(cells, published(cells, lambda one: one.area != "total")).holds


def test_an_absent_row_has_an_empty_denominator() -> None:
    """Nobody of OE1 was examined in both subjects, so nobody there took all exams: the twelve are those of OE2."""
    examined = by_area("grade9_min02_dan_mat", OE2=(40, 20), OE3=(40, 20))
    cells = warehouse(examined, by_area("grade9_all_exams", OE1=(40, 0), OE2=(40, 12), OE3=(40, 20)))
    hidden = {at("grade9_all_exams", area=area) for area in ("OE1", "OE2")}
    assert found(attacked(cells, published(cells, hidden))) == {at("grade9_all_exams", area="OE2")}


def test_everybody_in_a_cohort_has_a_status() -> None:
    cells = warehouse(
        pathways(
            15, upper_general=30, upper_vocational=20, preparatory=10, working=10, unattached=10, unknown=3
        )
    )
    alone = {at("pathways 15 unknown")}
    assert found(attacked(cells, published(cells, alone))) == alone
    assert attacked(cells, published(cells, alone | {at("pathways 15 unattached")})).holds


def test_the_size_of_a_retained_cohort_is_read_off_the_statuses_shown() -> None:
    """Today's cohort has one more person, so that its size says nothing of the figures that were retained."""
    statuses = {
        "upper_general": 3,
        "upper_vocational": 20,
        "preparatory": 10,
        "working": 10,
        "unattached": 10,
    }
    then, today = (warehouse(pathways(15, **statuses, unknown=unknown)) for unknown in (9, 10))
    alone = {at("pathways 15 upper_general")}
    assert found(attacked(today, published(then, alone))) == alone


@pytest.mark.parametrize("months", [3, 15])
def test_the_two_upper_statuses_are_the_transition(months: int) -> None:
    statuses = {
        "upper_general": 30,
        "upper_vocational": 8,
        "preparatory": 10,
        "working": 15,
        "unattached": 15,
    }
    cells = warehouse(pathways(months, **statuses, unknown=9), [cell(at(f"transition_{months}m"), 87, 38)])
    hidden = {at(f"pathways {months} {name}") for name in ("upper_vocational", "working")}
    assert found(attacked(cells, published(cells, hidden))) == hidden
    assert attacked(cells, published(cells, {*hidden, at(f"transition_{months}m")})).holds


def test_whoever_is_in_10th_grade_is_in_preparatory_education_or_beyond() -> None:
    """Thirty are in 10th grade, and thirty in upper education, so preparatory is not narrowed."""

    def disclosed(tenth: int) -> set[Cell]:
        statuses = {
            "upper_general": 20,
            "upper_vocational": 10,
            "preparatory": 30,
            "working": 3,
            "unattached": 3,
        }
        cells = warehouse(pathways(3, **statuses, unknown=3), [cell(at("grade10_3m"), 69, tenth)])
        hidden = {at(f"pathways 3 {name}") for name in ("preparatory", "working", "unattached", "unknown")}
        return found(attacked(cells, published(cells, hidden)))

    assert disclosed(tenth=30) == set()
    # Of the 39 outside upper education at least 36 are in preparatory, so that three at most are anything else.
    assert len(disclosed(tenth=66)) == 4


def reach(**areas: tuple[int, int]) -> pl.DataFrame:
    total = tuple(map(sum, zip(*areas.values(), strict=True)))
    rows = []
    for area, (took_part, completed) in {**areas, "total": total}.items():
        names = [Cell(f"initiative_reach I1 {kind}", "2025", area) for kind in ("participants", "completed")]
        measure = "head_count" if area == "total" else "share"
        rows += [cell(names[0], total[0], took_part, measure), cell(names[1], took_part, completed)]
    return warehouse(rows)


def test_whoever_completed_took_part() -> None:
    cells = reach(OE1=(12, 6), OE2=(14, 7), OE3=(16, 8))
    name = "initiative_reach I1 participants"
    hidden = {Cell(name, "2025", "OE1"), Cell(name, "2025", "OE2")}
    assert attacked(cells, published(cells, hidden)).holds
    tight = reach(OE1=(13, 12), OE2=(14, 12), OE3=(16, 8))
    assert hidden <= found(attacked(tight, published(tight, hidden)))
