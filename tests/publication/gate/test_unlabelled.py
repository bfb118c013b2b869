"""Persons whom a total counts and no part does are found by subtraction; each case with a similar one that is safe."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.publication.gate import DisclosureKind
from pipelines.publication.gate.unlabelled import UNLABELLED
from tests.publication.gate.example_publications import (
    NAME,
    at,
    attacked,
    crossed,
    found,
    published,
    warehouse,
)

FEW = at(gender=UNLABELLED)


def world(n: float, y: float, name: str = NAME, scale: float = 1.0, **more: Any) -> pl.DataFrame:
    """Girls, boys, and `n` persons without a gender who have no row of their own."""
    units = [("female", 40, 20 * scale), ("male", 50, 25 * scale), ("none", n, y)]
    cells = crossed(name, "K", [({"gender": gender}, n, y) for gender, n, y in units], **more)
    return warehouse(cells).filter(pl.col("gender") != "none")


def test_few_without_a_gender_are_the_total_less_girls_and_boys() -> None:
    cells = world(7, 3)
    (disclosed_cell,) = attacked(cells, published(cells, set())).disclosed_cells
    assert (disclosed_cell.cell, disclosed_cell.kind) == (FEW, DisclosureKind.EXACT)
    assert (disclosed_cell.lower, disclosed_cell.upper) == pytest.approx((3, 3))


def test_they_are_safe_where_a_part_is_hidden() -> None:
    cells = world(7, 3)
    assert attacked(cells, published(cells, {at(gender="female")})).holds


def test_many_without_a_gender_may_be_computed() -> None:
    cells = world(30, 12)
    assert attacked(cells, published(cells, set())).holds


def test_the_mean_of_few_without_a_gender_is_disclosed_too() -> None:
    cells = world(4, 15.0, "wellbeing_general", scale=7.0, measure="mean", largest_unit=5.0)
    proof = attacked(cells, published(cells, set()))
    assert found(proof) == {at("wellbeing_general", gender=UNLABELLED)}


def test_the_total_of_one_publication_and_the_parts_of_another_give_them_too() -> None:
    cells = world(7, 3)
    before = published(cells, {at(gender="female")})
    now = published(cells, {at()})
    assert found(attacked(cells, now, before)) == {FEW}
