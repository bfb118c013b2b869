"""Disclosure by a single publication; each case with a similar one that is safe."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.publication.gate import DisclosureKind, GateFailed, attack
from tests.publication.gate.example_publications import (
    AREAS,
    NAME,
    at,
    attacked,
    by_area,
    cell,
    crossed,
    found,
    published,
    warehouse,
)


def test_a_hidden_part_is_the_whole_less_the_other_parts() -> None:
    proof = attacked(AREAS, published(AREAS, {at(area="OE1")}))
    (disclosed_cell,) = proof.disclosed_cells
    assert (disclosed_cell.cell, disclosed_cell.kind) == (at(area="OE1"), DisclosureKind.EXACT)
    assert (disclosed_cell.lower, disclosed_cell.upper) == pytest.approx((3, 3))
    assert not proof.holds


def test_two_hidden_parts_with_a_wide_interval_are_safe() -> None:
    proof = attacked(AREAS, published(AREAS, {at(area="OE1"), at(area="OE4")}))
    assert proof.holds
    assert proof.cells == 2


def test_a_hidden_whole_is_the_sum_of_its_parts() -> None:
    cells = warehouse(by_area(NAME, OE1=(40, 20), OE2=(40, 20)))
    assert found(attacked(cells, published(cells, {at()}))) == {at()}


def test_two_hidden_parts_with_a_narrow_interval_are_disclosed() -> None:
    cells = warehouse(by_area(NAME, OE1=(40, 1), OE2=(40, 3), OE3=(40, 20)))
    proof = attacked(cells, published(cells, {at(area="OE1"), at(area="OE2")}))
    assert {disclosed_cell.kind for disclosed_cell in proof.disclosed_cells} == {DisclosureKind.NARROW}
    assert found(proof) == {at(area="OE1"), at(area="OE2")}


def test_those_outside_the_numerator_are_protected_alike() -> None:
    cells = warehouse(by_area(NAME, OE1=(40, 39), OE2=(40, 37), OE3=(40, 20)))
    proof = attacked(cells, published(cells, {at(area="OE1"), at(area="OE2")}))
    assert found(proof) == {at(area="OE1"), at(area="OE2")}


def test_fewer_than_five_persons_must_be_wholly_unknown() -> None:
    cells = warehouse(by_area(NAME, OE1=(3, 1), OE2=(40, 20), OE3=(40, 20)))
    hidden = {at(area="OE1"), at(area="OE2")}
    assert attacked(cells, published(cells, hidden)).disclosed_cells != ()
    cells = warehouse(by_area(NAME, OE1=(3, 1), OE2=(8, 4), OE3=(40, 20)))
    assert attacked(cells, published(cells, hidden)).holds is False
    cells = warehouse(by_area(NAME, OE1=(3, 1), OE2=(8, 4), OE3=(8, 4), OE4=(40, 20)))
    assert attacked(cells, published(cells, {*hidden, at(area="OE3")})).holds


TWO_WAYS = warehouse(
    crossed(
        NAME,
        "OK",
        [
            ({"area": area, "gender": gender}, 60, y)
            for area, ys in {"OE1": (20, 20), "OE2": (20, 20), "OE3": (3, 30)}.items()
            for gender, y in zip(("female", "male"), ys, strict=True)
        ],
    )
)


def test_a_table_of_two_ways_is_eliminated_over_both() -> None:
    """The areas OE2 and OE3 and the pairs around them are hidden, so that no one equation has a single unknown."""
    hidden = {
        at(area=area, gender=gender) for area in ("OE2", "OE3") for gender in ("female", "male", "total")
    }
    assert attacked(TWO_WAYS, published(TWO_WAYS, hidden)).holds
    open_ends = hidden - {at(area="OE2", gender="male"), at(area="OE2")}
    proof = attacked(TWO_WAYS, published(TWO_WAYS, open_ends))
    assert at(area="OE3", gender="female") in found(proof)


def test_persons_without_a_gender_widen_the_interval_by_their_number() -> None:
    parts = {"female": (50, 3), "male": (50, 30)}
    genders = [cell(at("language_3y_age_appropriate", gender=g), *numbers) for g, numbers in parts.items()]
    for rest, safe in ((0, False), (2, False), (30, True)):
        cells = warehouse([cell(at("language_3y_age_appropriate"), 100 + rest, 33 + rest // 2), *genders])
        proof = attacked(cells, published(cells, {at("language_3y_age_appropriate", gender="female")}))
        assert proof.holds is safe


def test_a_score_is_from_one_to_five() -> None:
    def world(mean: float) -> pl.DataFrame:
        units = [({"school": school, "gender": "male"}, 11, 11 * mean) for school in ("561001", "561002")]
        return warehouse(crossed("wellbeing_general", "S", units, measure="mean"))

    schools = {at("wellbeing_general", school=name) for name in ("561001", "561002")}
    assert found(attacked(world(3.0), published(world(3.0), schools))) == set()
    assert found(attacked(world(1.1), published(world(1.1), schools))) == schools


def test_memberships_have_no_upper_end() -> None:
    rows = by_area("leisure_membership", OE1=(20, 30), OE2=(20, 8), OE3=(20, 50))
    cells = warehouse([row | {"measure": "count"} for row in rows])
    hidden = {at("leisure_membership", area="OE1"), at("leisure_membership", area="OE2")}
    assert attacked(cells, published(cells, hidden)).holds
    assert found(attacked(cells, published(cells, {at("leisure_membership", area="OE1")})))


def test_a_mean_of_months_is_of_persons() -> None:
    """Two pupils with ten months each: an interval of width two is enough."""
    rows = [cell(at("absence_rate"), 40, 30, "mean", denominator=400)]
    parts = {"OE1": (2, 1.5), "OE2": (2, 0.75), "OE3": (36, 27.75)}
    rows += [
        cell(at("absence_rate", area=area), n, y, "mean", denominator=10 * n)
        for area, (n, y) in parts.items()
    ]
    cells = warehouse(rows)
    hidden = {at("absence_rate", area="OE1"), at("absence_rate", area="OE2")}
    assert found(attacked(cells, published(cells, hidden))) == set()


def test_sums_of_rounded_means_need_not_add_up() -> None:
    """Three schools, with hidden cells; the shown sums of the genders differ by the rounding of two decimals."""

    def disclosed(off: float) -> set[DisclosureKind]:
        units = [
            ({"school": f"56100{n}", "gender": g}, 30, 100 + n) for n in (1, 2, 3) for g in ("female", "male")
        ]
        rows = crossed("wellbeing_general", "KS", units, measure="mean")
        cells = warehouse(
            [row | {"numerator": row["numerator"] + off * (row["gender"] == "male")} for row in rows]
        )
        hidden = {
            at("wellbeing_general", school="561001"),
            at("wellbeing_general", school="561001", gender="male"),
        }
        return {
            disclosed_cell.kind
            for disclosed_cell in attacked(cells, published(cells, hidden)).disclosed_cells
        }

    assert disclosed(0.0) == {DisclosureKind.EXACT}
    assert DisclosureKind.CONTRADICTION not in disclosed(0.1)
    assert disclosed(0.1)
    assert disclosed(20.0) == {DisclosureKind.CONTRADICTION}


def test_numbers_that_contradict_each_other_prove_nothing() -> None:
    rows = [cell(at(), 80, 60), cell(at(area="OE1"), 40, 20), cell(at(area="OE2"), 40, 5)]
    cells = warehouse([*rows, cell(at(gender="male"), 80, 60)])
    tables = published(cells, {at(area="OE1"), at(area="OE2")})
    wrong = pl.when(pl.col("gender") == "male").then(200.0).otherwise("numerator").alias("numerator")
    total = pl.when((pl.col("area") == "total") & (pl.col("gender") == "total")).then(200.0).otherwise(wrong)
    tables["indicators"] = tables["indicators"].with_columns(numerator=total)
    assert DisclosureKind.CONTRADICTION in {
        disclosed_cell.kind for disclosed_cell in attacked(cells, tables).disclosed_cells
    }


def test_what_is_not_proven_in_time_does_not_hold() -> None:
    tables = published(AREAS, {at(area="OE1"), at(area="OE4")})
    proof = attack(tables, [], AREAS, seconds=0)
    assert not proof.in_time
    assert not proof.holds
    assert "nås" in str(GateFailed(proof))


def test_no_text_about_a_disclosed_cell_holds_a_number() -> None:
    cells = warehouse(by_area(NAME, OE1=(77, 3), OE2=(40, 20), OE3=(40, 20)))
    proof = attacked(cells, published(cells, {at(area="OE1")}))
    (disclosed_cell,) = proof.disclosed_cells
    disclosed = f"{disclosed_cell} {disclosed_cell!r} {GateFailed(proof)} {proof}"
    assert "OE1" in disclosed
    assert not {"3", "3.0", "77", "5.0"} & set(
        disclosed.replace("=", " ").replace(",", " ").replace(")", " ").split()
    )


def test_an_empty_publication_is_safe() -> None:
    cells = warehouse()
    assert attacked(cells, published(cells, set())).holds
