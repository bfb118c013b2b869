"""A total less its parts is the count of those who are in none of them, such as answers without a gender."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publication.disclosure.ledger import empty_ledger, ledger_additions
from pipelines.publication.disclosure.primary_rules import primary
from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.oracle import key_of, margins, narrow
from tests.publication.disclosure.random_worlds import AREAS, Unit, crossed, table

NOBODY_ELSE = (0, 0)
NONE = "none"


def genders(rest: tuple[float, float], area: str = "OE1", scale: float = 1.0) -> list[Unit]:
    """Girls and boys of an area, and a rest (persons, numerator)."""
    numbers = {"female": (40, 20 * scale), "male": (50, 25 * scale), NONE: rest}
    return [({"area": area, "gender": gender}, n, y) for gender, (n, y) in numbers.items()]


def world(units: list[Unit], dims: str = "K", **more: Any) -> pl.DataFrame:
    """Every cell that is published: none of those without a gender."""
    return whole(units, dims, **more).filter(pl.col("gender") != NONE)


def whole(units: list[Unit], dims: str = "K", **more: Any) -> pl.DataFrame:
    return table(crossed("a", dims, units, **more))


def hidden(cells: pl.DataFrame) -> set[str]:
    return set(protect(cells).filter("suppressed")["gender"])


def test_a_small_rest_hides_the_least_important_part() -> None:
    assert hidden(world(genders((7, 3)))) == {"female"}


def test_a_rest_of_nobody_or_of_many_hides_nothing() -> None:
    assert hidden(world(genders(NOBODY_ELSE))) == set()
    assert hidden(world(genders((30, 12)))) == set()


def test_the_mean_of_a_small_rest_is_protected() -> None:
    mean: dict[str, Any] = {"measure": "mean", "links": "each 1 to 5", "largest_unit": 5.0}
    assert hidden(world(genders((3, 11.0), scale=7.0), **mean)) == {"female"}
    assert hidden(world(genders((12, 44.0), scale=7.0), **mean)) == set()


def test_means_rounded_in_the_feed_have_no_rest_without_persons() -> None:
    """The sums of rounded means differ by a little where every answer has a gender."""
    cells = world(genders(NOBODY_ELSE, scale=7.0), measure="mean", links="each 1 to 5", largest_unit=5.0)
    rounded = pl.when(gender="total").then(pl.col("numerator") + 0.4).otherwise("numerator")
    assert not protect(cells.with_columns(numerator=rounded))["suppressed"].any()


def test_counts_without_a_gender_are_protected() -> None:
    """The population has a gender; three of those counted have none."""
    cells = world(genders(NOBODY_ELSE), measure="count", links="open")
    more = pl.when(gender="total").then(pl.col("numerator") + 3).otherwise("numerator")
    assert hidden(cells.with_columns(numerator=more)) == {"female"}
    many = pl.when(gender="total").then(pl.col("numerator") + 30).otherwise("numerator")
    assert hidden(cells.with_columns(numerator=many)) == set()


def test_rests_stand_in_no_result() -> None:
    cells = world(genders((7, 3)))
    assert protect(cells).select(cells.columns).select("gender").equals(cells.select("gender"))


def test_a_rest_that_a_correction_adds_is_protected_from_readers_of_both() -> None:
    """Girls and boys were published; the total with the rest beside them would give it away."""
    before = world(genders(NOBODY_ELSE))
    ledger = ledger_additions(protect(before), empty_ledger(), datetime(2026, 9, 1, tzinfo=UTC))
    after = protect(world(genders((7, 3))), ledger)
    shown = after.filter(~pl.col("suppressed"))
    assert dict(shown.select("gender", "numerator").iter_rows()) == {"total": 45, "female": 20, "male": 25}
    assert shown["waiting"].all()


sizes = st.tuples(st.integers(0, 14), st.integers(0, 14)) | st.tuples(st.integers(8, 40), st.integers(0, 40))


@settings(max_examples=25)
@given(st.lists(sizes, min_size=9, max_size=9))
def test_nobody_can_compute_a_small_rest(drawn: list[tuple[int, int]]) -> None:
    places = [(area, gender) for area in AREAS for gender in ("female", "male", NONE)]
    units: list[Unit] = [
        ({"area": area, "gender": gender}, n, min(y, n))
        for (area, gender), (n, y) in zip(places, drawn, strict=True)
    ]
    everything = whole(units, "KO")
    truth = {key_of(row): row for row in everything.iter_rows(named=True)}
    published = protect(everything.filter(pl.col("gender") != NONE)).filter(~pl.col("suppressed"))
    known = {key_of(row): row["numerator"] for row in published.iter_rows(named=True)}
    limits = {key: (0.0, row["persons"]) for key, row in truth.items()}
    judged = primary(everything.with_columns(suppressed=pl.lit(value=False)))
    small = {key_of(row) for row in judged.filter("suppressed").iter_rows(named=True)}
    assert not small & narrow(limits, known, margins(truth)).keys()
