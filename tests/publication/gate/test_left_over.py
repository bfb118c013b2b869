"""Persons between two shown denominators; each case with a similar one that is safe."""

from __future__ import annotations

import polars as pl

from pipelines.publication.gate import DisclosureKind
from pipelines.publication.gate.definition_equations import OF_ALL, OF_EXAMINED
from tests.publication.gate.example_publications import at, attacked, by_area, published, warehouse

TOTAL = at(OF_EXAMINED)


def world(**lacking: int) -> pl.DataFrame:
    everybody = by_area(OF_ALL, **dict.fromkeys(lacking, (60, 30)))
    return warehouse(
        everybody, by_area(OF_EXAMINED, **{area: (60 - few, 30) for area, few in lacking.items()})
    )


def found(cells: pl.DataFrame, *hidden: str) -> set[str]:
    areas = {at(OF_EXAMINED, area=area) for area in hidden}
    proof = attacked(cells, published(cells, areas))
    few = [one for one in proof.disclosed_cells if one.kind is DisclosureKind.DIFFERENCE]
    return {one.cell.area for one in few}


def test_few_between_two_denominators_are_found() -> None:
    assert found(world(OE1=3, OE2=20)) == {"OE1"}
    assert found(world(OE1=5, OE2=20)) == set()


def test_few_in_the_parts_that_are_hidden_are_the_total_less_those_shown() -> None:
    assert found(world(OE1=3, OE2=20), "OE1") == {"total"}
    assert found(world(OE1=3, OE2=20), "OE1", "OE2") == set()


def test_nobody_between_them_is_no_secret() -> None:
    assert found(world(OE1=0, OE2=0)) == set()
