"""Small tables whose suppression pattern can be verified by hand."""

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
    flagged = protect(table(row for part in parts for row in part)).filter("suppressed")
    names = sorted({row["indicator_id"] for part in parts for row in part})
    return {name: set(flagged.filter(indicator_id=name)["area"]) for name in names}


def test_one_small_part_causes_the_least_important_other_to_be_hidden() -> None:
    assert hidden(by_area("a", (40, 2), (30, 15), (50, 20))) == {"a": {"OE1", "OE2"}}


def test_the_only_other_part_of_a_total_is_hidden_with_a_small_one() -> None:
    assert hidden(by_area("a", (40, 2), (50, 20))) == {"a": {"OE1", "OE2"}}


def test_two_small_parts_with_a_narrow_interval_hide_a_third() -> None:
    """Two parts of 9 persons that add up to 3 each lie in an interval of width 3."""
    assert hidden(by_area("a", (9, 1), (9, 2), (40, 20), (50, 20))) == {"a": {"OE1", "OE2", "OE3"}}


def test_two_small_parts_with_a_wide_interval_hide_nothing_more() -> None:
    assert hidden(by_area("a", (9, 5), (9, 4), (40, 20), (50, 20))) == {"a": {"OE1", "OE2"}}


def test_two_shares_of_one_numerator_are_hidden_together() -> None:
    """The share of all 60 is large enough by itself; of the 12 examined, 2 failed."""
    examined = by_area("a", (12, 10), (40, 20), (50, 20), (60, 20))
    of_all = by_area("b", (60, 10), (70, 20), (80, 20), (90, 20), links="= a")
    both = hidden(examined, of_all)
    assert both["a"] == both["b"] >= {"OE1"}


def test_whoever_took_all_exams_is_one_of_those_examined() -> None:
    """Nobody in OE3 was examined, so nobody there took all exams, and any reader knows."""
    examined = by_area("a", (40, 20), (50, 20))
    all_exams = [
        row | {"area": "OE3"} if row["area"] == "OE1" else row
        for row in by_area("b", (20, 0), (50, 20), (60, 20))
    ]
    assert hidden(examined, [row | {"links": "<= persons of a"} for row in all_exams])["a"] == set()


def test_an_indicator_is_shown_before_the_statuses_that_add_up_to_it() -> None:
    """Three of forty took a vocational education: either the other education or the sum of both must be hidden."""
    statuses = {"upper_general": 20, "upper_vocational": 3, "working": 17}
    cells = [
        row
        for status, y in statuses.items()
        for row in crossed("pathways 3 " + status, "", [({}, 40, y)], links="part of pathways 3")
    ]
    sums = "= pathways 3 upper_general + pathways 3 upper_vocational"
    cells += crossed("transition_3m", "", [({}, 40, 23)], links=sums)
    flagged = protect(table(cells)).filter("suppressed")
    assert set(flagged["indicator_id"]) == {"pathways 3 upper_general", "pathways 3 upper_vocational"}


def test_everybody_has_one_status() -> None:
    """Two of three statuses of a cohort of 40 determine the third."""
    numbers = {"pathways 3 upper_general": 18.0, "pathways 3 working": 20.0, "pathways 3 unknown": 2.0}
    parts = [by_area(name, (40, y), links="part of pathways 3") for name, y in numbers.items()]
    shown = [name for name, areas in hidden(*parts).items() if "total" not in areas]
    assert len(shown) == 1


def test_the_quarter_and_the_year_of_the_same_days_are_hidden_together() -> None:
    year = by_area("year", (40, 2), (30, 15), (50, 20), (60, 20))
    quarter = by_area("quarter", (40, 6), (30, 15), (50, 20), (60, 20), links="~ year K3", period="2025K3")
    assert hidden(year, quarter) == {"year": {"OE1", "OE2"}, "quarter": {"OE1", "OE2"}}


def test_persons_without_a_gender_widen_the_interval_by_their_number() -> None:
    """Three of 83 have no gender: the small part lies in an interval of width 3, so the other is hidden too."""
    rows = crossed("a", "K", [({"gender": "female"}, 40, 3), ({"gender": "male"}, 40, 20)])
    rows = [
        row | {"persons": 83.0, "denominator": 83.0, "numerator": 24.0} if row["gender"] == "total" else row
        for row in rows
    ]
    assert protect(table(rows)).filter(~pl.col("suppressed"))["gender"].to_list() == ["total"]


def test_contradictory_figures_give_no_equation() -> None:
    rows = by_area("a", (40, 2), (50, 20))
    rows = [row | {"numerator": 30.0} if row["area"] == "total" else row for row in rows]
    assert hidden(rows) == {"a": {"OE1"}}


def test_participants_have_no_known_denominator() -> None:
    """3 in OE1 of an unknown number. All areas are equally important, so the last by name is hidden too."""
    name = "initiative_reach I1 participants"
    counts = by_area(name, (60, 3), (60, 20), (60, 30), links="open")
    assert hidden(counts) == {name: {"OE1", "OE3"}}


def test_a_program_that_primal_simplex_fails_on_is_solved_by_dual_simplex() -> None:
    """Primal simplex does not terminate on one of these small degenerate programs."""
    small = [(1, 1), (4, 4), (5, 0), (5, 0), (2, 2), (4, 4)]
    assert protect(table(crossed("a", "KS", units(small, "SK"))))["suppressed"].all()
