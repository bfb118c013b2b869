"""Property tests: no attacker can bound a suppressed numerator to less than five persons, whatever the figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publication.disclosure.primary_rules import primary
from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.oracle import Equation, Key, key_of, margins, narrow
from tests.publication.disclosure.random_worlds import crossed, table, units

small = st.tuples(st.integers(0, 14), st.integers(0, 14))
large = st.tuples(st.integers(8, 40), st.integers(0, 40))
some = settings(max_examples=10)


def numbers(count: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(small | large, min_size=count, max_size=count)


def disclosed(
    cells: pl.DataFrame, equations: Sequence[Equation] = (), own: Collection[Key] = ()
) -> dict[Key, float]:
    """Suppressed cells whose interval is too narrow, for an attacker who knows `own` cells beforehand."""
    truth = {key_of(row): row for row in cells.iter_rows(named=True)}
    shown = {key_of(row) for row in protect(cells).filter(~pl.col("suppressed")).iter_rows(named=True)}
    limits = {key: (0.0, row["persons"]) for key, row in truth.items()}
    known, before = ({key: truth[key]["numerator"] for key in keys} for keys in (shown | {*own}, own))
    return narrow(limits, known, [*margins(truth), *equations], before)


@some
@given(numbers(12))
def test_the_public_cannot_disclose_a_hidden_cell(drawn: list[tuple[int, int]]) -> None:
    assert not disclosed(table(crossed("part_time_job", "KOA", units(drawn))))


@some
@given(numbers(6))
def test_a_school_that_knows_its_own_cells_cannot_disclose_another(drawn: list[tuple[int, int]]) -> None:
    cells = table(crossed("absence_over_10", "KS", units(drawn, "SK")))
    for school in ("S1", "S2", "S3"):
        own = {key_of(row) for row in cells.filter(school=school).iter_rows(named=True)}
        assert not disclosed(cells, own=own)


@some
@given(numbers(6), st.lists(st.integers(0, 20), min_size=6, max_size=6))
def test_two_shares_of_one_numerator_are_one_system(drawn: list[tuple[int, int]], others: list[int]) -> None:
    of_some = units(drawn, "OK")
    of_all = [(labels, n + more, y) for (labels, n, y), more in zip(of_some, others, strict=True)]
    cells = [*crossed("a", "KO", of_some), *crossed("b", "KO", of_all, links="= a")]
    equations: list[Equation] = []
    here = {key_of(row) for row in cells}
    for key in here:
        if key[0] == "b":
            same = ("a", *key[1:])
            equations.append(({key: 1.0} | ({same: -1.0} if same in here else {}), 0.0))
    assert not disclosed(table(cells), equations)


@some
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=2))
def test_parts_of_a_whole_and_a_sum_of_two_of_them_are_one_system(drawn: list[tuple[int, int, int]]) -> None:
    names = ("pathways 3 upper_general", "pathways 3 upper_vocational", "pathways 3 working")
    by_gender = [({"gender": gender}, parts) for gender, parts in zip(("female", "male"), drawn, strict=True)]
    cells = [
        row
        for position, name in enumerate(names)
        for row in crossed(
            name,
            "K",
            [(at, sum(parts), parts[position]) for at, parts in by_gender],
            links="part of pathways 3",
        )
    ]
    upper = [(at, sum(parts), parts[0] + parts[1]) for at, parts in by_gender]
    cells += crossed("transition_3m", "K", upper, links=f"= {names[0]} + {names[1]}")
    here = {key_of(row): row for row in cells}
    equations: list[Equation] = []
    for key, row in here.items():
        parts = [(name, *key[1:]) for name in names]
        if key[0] == "transition_3m":
            equations += [
                ({key: -1.0, parts[0]: 1.0, parts[1]: 1.0}, 0.0),
                (dict.fromkeys(parts, 1.0), row["persons"]),
            ]
    assert not disclosed(table(cells), equations)


@some
@given(numbers(12), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_decides_nothing(drawn: list[tuple[int, int]], dice: object) -> None:
    cells = table(crossed("part_time_job", "KOA", units(drawn))).with_row_index()
    shuffled = cells.sample(fraction=1.0, shuffle=True, seed=dice.randint(0, 9999))  # type: ignore[attr-defined]
    first, second = (protect(cells.drop("index")), protect(shuffled.drop("index")))
    back = second.with_columns(shuffled["index"]).sort("index").drop("index")
    assert first.equals(back)


@some
@given(numbers(12))
def test_no_cell_that_fails_a_primary_rule_is_shown(
    drawn: list[tuple[int, int]],
) -> None:
    cells = table(crossed("part_time_job", "KOA", units(drawn)))
    small_ones = primary(cells.with_columns(suppressed=pl.lit(value=False)))["suppressed"]
    assert not (small_ones & ~protect(cells)["suppressed"]).any()
