from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publication.disclosure.primary_rules import hide, primary
from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.random_worlds import NUMBERS, SCHEMA, cell, table


def is_hidden(measure: str = "share", **numbers: float | None) -> bool:
    return bool(protect(table([cell(measure=measure, **numbers)]))["suppressed"].item())


@pytest.mark.parametrize(
    ("persons", "inside", "hidden"),
    [
        (10, 5, False),
        (9, 5, True),
        (10, 4, True),
        (10, 6, True),
        (100, 95, False),
        (100, 96, True),
        (100, 0, True),
        (100, 100, True),
        (0, 0, True),
    ],
)
def test_a_share_needs_ten_persons_and_five_on_either_side(persons: int, inside: int, hidden: bool) -> None:
    assert is_hidden(persons=persons, numerator=inside) is hidden


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ({"persons": 10}, False),
        ({"persons": 9}, True),
        ({"numerator": 3.0, "largest_unit": 1.5}, False),
        ({"numerator": 3.0, "largest_unit": 1.6}, True),
        ({"numerator": 3.0, "largest_cluster": 1.5}, False),
        ({"numerator": 3.0, "largest_cluster": 1.6}, True),
        ({"largest_unit": None}, True),
        # A mean of 0 discloses everybody's value.
        ({"numerator": 0.0, "largest_unit": 0.0}, True),
    ],
)
def test_a_mean_needs_ten_persons_and_nobody_who_dominates(numbers: dict[str, float], hidden: bool) -> None:
    assert is_hidden("mean", **numbers) is hidden


@pytest.mark.parametrize(("heads", "hidden"), [(5, False), (4, True), (0, True), (None, True)])
def test_a_head_count_is_small_only_in_itself(heads: float | None, hidden: bool) -> None:
    assert is_hidden("head_count", persons=heads, numerator=heads) is hidden


def test_a_figure_may_be_provisional_and_stays_so_when_hidden() -> None:
    cells = table([cell(period=str(y), numerator=y, provisional=True) for y in (50.0, 4.0)])
    assert protect(cells)["provisional"].to_list() == [True, True]


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ({"persons": 10, "numerator": 25}, False),
        ({"persons": 10, "numerator": 5}, False),
        ({"persons": 10, "numerator": 4}, True),
        ({"persons": 9, "numerator": 25}, True),
    ],
)
def test_a_count_may_exceed_the_persons_but_not_be_small(numbers: dict[str, float], hidden: bool) -> None:
    assert is_hidden("count", **numbers) is hidden


@pytest.mark.parametrize(
    ("measure", "numbers"),
    [
        ("new_kind", {}),
        ("share", {"persons": None}),
        ("share", {"numerator": None}),
        ("share", {"numerator": float("nan")}),
        ("mean", {"numerator": float("nan")}),
        ("count", {"persons": float("nan")}),
    ],
)
def test_what_cannot_be_judged_is_hidden(measure: str, numbers: dict[str, float]) -> None:
    assert is_hidden(measure, **numbers)


@pytest.mark.parametrize(("links", "hidden"), [("zero is a rule", False), ("", True)])
def test_a_structural_zero_is_not_suppressed(links: str, hidden: bool) -> None:
    assert is_hidden(numerator=0.0, links=links) is hidden
    assert is_hidden(numerator=1.0, links=links)


def test_a_rule_never_clears_a_flag() -> None:
    flagged = table([cell()]).with_columns(suppressed=pl.lit(value=True))
    assert primary(flagged)["suppressed"].item() is True


def test_a_number_in_an_unknown_column_is_hidden_too() -> None:
    cells = table([cell()]).with_columns(suppressed=pl.lit(value=True), new_number=pl.lit(7))
    assert hide(cells)["new_number"].item() is None


def test_an_empty_table_keeps_its_columns() -> None:
    assert protect(table([])).columns == [*SCHEMA, "suppressed", "waiting"]


counts = st.integers(0, 30)
some_cells = st.lists(
    st.builds(
        cell,
        measure=st.sampled_from(["share", "mean", "count"]),
        persons=counts,
        numerator=counts,
        largest_unit=st.floats(0, 30),
        largest_cluster=st.none() | st.floats(0, 30),
    ),
    max_size=20,
).map(lambda cells: table(each | {"period": str(row)} for row, each in enumerate(cells)))


@settings(max_examples=30)
@given(some_cells)
def test_no_share_survives_with_a_small_count_on_either_side(cells: pl.DataFrame) -> None:
    for row in (
        protect(cells).filter(pl.col("measure") == "share", ~pl.col("suppressed")).iter_rows(named=True)
    ):
        assert row["persons"] >= 10
        assert row["numerator"] >= 5
        assert row["persons"] - row["numerator"] >= 5


@settings(max_examples=30)
@given(some_cells)
def test_hidden_means_every_number_hidden_and_shown_means_untouched(cells: pl.DataFrame) -> None:
    for before, after in zip(cells.iter_rows(named=True), protect(cells).iter_rows(named=True), strict=True):
        kept = {name: None if after["suppressed"] else before[name] for name in NUMBERS}
        assert {name: after[name] for name in NUMBERS} == kept


@settings(max_examples=30)
@given(some_cells)
def test_rows_and_their_order_are_kept(cells: pl.DataFrame) -> None:
    labels = [name for name in cells.columns if name not in NUMBERS]
    assert protect(cells).select(labels).equals(cells.select(labels))


@settings(max_examples=30)
@given(some_cells)
def test_the_same_cell_is_judged_alike_wherever_it_stands(cells: pl.DataFrame) -> None:
    assert protect(cells.reverse()).equals(protect(cells).reverse())
