from __future__ import annotations

import pytest

from tests.judgement.figures import ask, figure, hidden, years


def test_the_interval_of_two_years_is_newcombes() -> None:
    # Newcombe (1998), table II, (a): 56/70 and 48/80.
    answer = ask(years(2023, [(48, 80), (56, 70)]), "since_last")
    assert (answer["estimate"], answer["low"], answer["high"]) == pytest.approx(
        (20.0, 5.24, 33.39), abs=0.005
    )
    assert (answer["period"], answer["compared_with"], answer["periods_used"]) == ("2024", "2023", 2)
    assert (answer["verdict"], answer["verdict_da"], answer["smallest_visible"]) == (
        "improving",
        "går fremad",
        None,
    )


@pytest.mark.parametrize(
    ("way", "verdict", "word"),
    [
        ("down", "worsening", "går tilbage"),
        ("neutral", "rising", "stiger"),
        ("up", "improving", "går fremad"),
    ],
)
def test_the_direction_gives_the_word(way: str, verdict: str, word: str) -> None:
    answer = ask(years(2023, [(48, 80), (56, 70)]), "since_last", way=way)
    assert (answer["verdict"], answer["verdict_da"]) == (verdict, word)


def test_a_fall_has_its_own_words() -> None:
    rows = years(2023, [(56, 70), (48, 80)])
    words = [ask(rows, "since_last", way=way)["verdict_da"] for way in ("up", "down", "neutral")]
    assert words == ["går tilbage", "går fremad", "falder"]


@pytest.mark.parametrize("status", ["suppressed", "incomplete", "provisional", "not_delivered"])
def test_an_older_year_never_takes_the_place_of_one_that_cannot_be_used(status: str) -> None:
    rows = [figure(2022, 10, 100), figure(2023, 40, 100) | {"status": status}, figure(2024, 80, 100)]
    if status != "provisional":
        rows[1] = hidden(rows[1], status)
    answer = ask(rows, "since_last")
    assert (answer["verdict"], answer["verdict_da"]) == ("not_comparable", "kan ikke sammenlignes")
    assert answer["periods_left_out"] == (0 if status == "not_delivered" else 1)
    assert answer["estimate"] is None


def test_a_month_is_compared_with_that_month_of_the_year_before() -> None:
    rows = [figure(year, 10 + month, 100, month=month) for year in (2023, 2024) for month in range(1, 13)]
    answer = ask(rows[:-1], "since_last")
    assert (answer["period"], answer["compared_with"], answer["estimate"]) == ("2024M11", "2023M11", 0)


def test_a_year_by_another_definition_is_not_compared() -> None:
    rows = [figure(2023, 10, 100), figure(2024, 80, 100, definition_version=2)]
    assert ask(rows, "since_last")["verdict"] == "not_comparable"


def test_without_a_certain_change_it_says_what_could_have_been_seen() -> None:
    answer = ask(years(2023, [(16, 137), (17, 137)]), "since_last")
    assert answer["verdict"] == "no_certain_change"
    # (1.96 + 0.84) times the standard error of two shares of 12 per cent of 137.
    assert answer["smallest_visible"] == pytest.approx(11.1, abs=0.2)
    assert answer["verdict_da"] == (
        "ingen sikker ændring. Med 137 i gruppen kan vi se en ændring på 11,1 procentpoint fra et år til det næste, "
        "2,5 om året over fem år."
    )


def test_years_that_vary_more_than_persons_do_widen_the_interval() -> None:
    calm = ask(years(2018, [(50, 100), (50, 100), (50, 100), (50, 100), (50, 100), (66, 100)]), "since_last")
    wild = ask(years(2018, [(50, 100), (34, 100), (66, 100), (34, 100), (50, 100), (66, 100)]), "since_last")
    assert calm["verdict"] == "improving"
    assert wild["verdict"] == "no_certain_change"
    assert wild["high"] - wild["low"] > 1.5 * (calm["high"] - calm["low"])


def test_nothing_shown_is_not_comparable() -> None:
    answer = ask([hidden(figure(2024, 1, 2))], "since_last")
    assert (answer["verdict"], answer["periods_used"], answer["period"]) == ("not_comparable", 0, None)
