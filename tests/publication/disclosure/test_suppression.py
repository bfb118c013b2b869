"""Small tables where it can be seen by eye what must be hidden."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.random_worlds import Unit, crossed, table, units


def by_area(name: str, *numbers: tuple[float, float], **more: Any) -> list[dict[str, Any]]:
    places: list[Unit] = [({"area": f"OE{number}"}, n, y) for number, (n, y) in enumerate(numbers, 1)]
    return crossed(name, "O", places, **more)


def hidden(*parts: list[dict[str, Any]]) -> dict[str, set[str]]:
    """The areas that are hidden of each indicator."""
    marked = protect(table(row for part in parts for row in part)).filter("suppressed")
    names = sorted({row["indicator_id"] for part in parts for row in part})
    return {name: set(marked.filter(indicator_id=name)["area"]) for name in names}


def test_one_small_part_takes_the_least_important_other_with_it() -> None:
    assert hidden(by_area("a", (40, 2), (30, 15), (50, 20))) == {"a": {"OE1", "OE2"}}


def test_a_total_of_which_one_part_alone_is_left_hides_the_part() -> None:
    assert hidden(by_area("a", (40, 2), (50, 20))) == {"a": {"OE1", "OE2"}}


def test_too_little_room_between_two_small_parts_hides_a_third() -> None:
    """Two parts of 9 persons that add up to 3 lie within 3 of each other's ends."""
    assert hidden(by_area("a", (9, 1), (9, 2), (40, 20), (50, 20))) == {"a": {"OE1", "OE2", "OE3"}}


def test_room_enough_hides_nothing_more() -> None:
    assert hidden(by_area("a", (9, 5), (9, 4), (40, 20), (50, 20))) == {"a": {"OE1", "OE2"}}


def test_two_shares_of_one_numerator_are_hidden_together() -> None:
    """Of all 60 there is room enough; of those examined, 2 failed."""
    examined = by_area("a", (12, 10), (40, 20), (50, 20), (60, 20))
    of_all = by_area("b", (60, 10), (70, 20), (80, 20), (90, 20), links="= a")
    both = hidden(examined, of_all)
    assert both["a"] == both["b"] >= {"OE1"}


def test_whoever_took_all_exams_is_one_of_those_examined() -> None:
    """Nobody is examined in OE1, and so nobody there took all exams; everybody knows."""
    examined = by_area("a", (40, 20), (50, 20))
    all_exams = [
        row | {"area": "OE3"} if row["area"] == "OE1" else row
        for row in by_area("b", (20, 0), (50, 20), (60, 20))
    ]
    assert hidden(examined, [row | {"links": "<= persons of a"} for row in all_exams])["a"] == set()


def test_everybody_has_one_status() -> None:
    """Two of three statuses of a cohort of 40 tell the third."""
    numbers = {"pathways 3 upper_general": 18.0, "pathways 3 working": 20.0, "pathways 3 unknown": 2.0}
    parts = [by_area(name, (40, y), links="part of pathways 3") for name, y in numbers.items()]
    shown = [name for name, areas in hidden(*parts).items() if "total" not in areas]
    assert len(shown) == 1


def test_the_quarter_and_the_year_of_the_same_days_are_hidden_together() -> None:
    year = by_area("year", (40, 2), (30, 15), (50, 20), (60, 20))
    quarter = by_area("quarter", (40, 6), (30, 15), (50, 20), (60, 20), links="~ year K3", period="2025K3")
    assert hidden(year, quarter) == {"year": {"OE1", "OE2"}, "quarter": {"OE1", "OE2"}}


def test_persons_without_a_gender_leave_room_for_themselves_alone() -> None:
    """Three of 83 have no gender: the small one lies within 3 of what is left, whichever the other is."""
    rows = crossed("a", "K", [({"gender": "female"}, 40, 3), ({"gender": "male"}, 40, 20)])
    rows = [
        row | {"persons": 83.0, "denominator": 83.0, "numerator": 24.0} if row["gender"] == "total" else row
        for row in rows
    ]
    assert protect(table(rows)).filter(~pl.col("suppressed"))["gender"].to_list() == ["total"]


def test_figures_of_partners_that_contradict_each_other_are_no_equation() -> None:
    rows = by_area("a", (40, 2), (50, 20))
    rows = [row | {"numerator": 30.0} if row["area"] == "total" else row for row in rows]
    assert hidden(rows) == {"a": {"OE1"}}


def test_of_how_many_the_participants_are_is_not_known() -> None:
    """3 in OE1, and nobody knows of how many. All are as important, so that the last by name is hidden too."""
    name = "initiative_reach I1 participants"
    counts = by_area(name, (60, 3), (60, 20), (60, 30), links="open")
    assert hidden(counts) == {name: {"OE1", "OE3"}}


def test_a_program_that_goes_astray_is_solved_by_another_way() -> None:
    """Primal simplex finds no end to one of these, small and full of zeros as they are."""
    small = [(1, 1), (4, 4), (5, 0), (5, 0), (2, 2), (4, 4)]
    assert protect(table(crossed("a", "KS", units(small, "SK"))))["suppressed"].all()
