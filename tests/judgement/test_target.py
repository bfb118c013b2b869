from __future__ import annotations

import pytest

from pipelines.judgement import judge
from tests.judgement.figures import ask, figure, mean, table, years

RISING = years(2019, [(40, 100), (44, 100), (49, 100), (53, 100), (57, 100), (61, 100)])


@pytest.mark.parametrize(
    ("wanted", "way", "verdict", "word"),
    [
        (50, "up", "target_probably_reached", "På denne kurs nås målet sandsynligvis"),
        (66, "up", "target_perhaps_reached", "På denne kurs nås målet måske"),
        (95, "up", "target_not_reached", "På denne kurs nås målet ikke"),
        (30, "down", "target_not_reached", "På denne kurs nås målet ikke"),
    ],
)
def test_the_forecast_is_held_against_the_target(wanted: float, way: str, verdict: str, word: str) -> None:
    answer = ask(RISING, "target", target=(wanted, 2026), way=way)
    assert answer["verdict"] == verdict
    assert answer["verdict_da"].startswith(f"{word}. ")
    assert (answer["period"], answer["compared_with"], answer["unit"]) == ("2024", "2026", "pct")


def test_it_says_the_distance_the_course_needed_and_the_best_year() -> None:
    answer = ask(RISING, "target", target=(73.6, 2027))
    assert (
        "Der er 12,6 procentpoint til målet; det kræver 4,2 procentpoint om året; det bedste år hidtil gav 5."
        in (answer["verdict_da"])
    )


def test_the_forecast_goes_three_years_ahead_at_most() -> None:
    near, far = (ask(RISING, "target", target=(90, year)) for year in (2027, 2040))
    assert [near[name] for name in ("estimate", "low", "high")] == [
        far[name] for name in ("estimate", "low", "high")
    ]
    assert near["estimate"] < 61 + 3 * 4.3


def test_a_far_target_is_held_against_its_course() -> None:
    assert ask(RISING, "target", target=(90, 2027))["verdict"] == "target_not_reached"
    assert ask(RISING, "target", target=(90, 2034))["verdict"] == "target_perhaps_reached"


def test_the_forecast_stays_within_0_and_100() -> None:
    steep = years(2019, [(4, 40), (16, 40), (28, 40), (36, 40), (39, 40)])
    answer = ask(steep, "target", target=(90, 2026))
    assert 0 <= answer["low"] <= answer["estimate"] <= answer["high"] <= 100
    falling = [mean(2019 + index, value) for index, value in enumerate([9.0, 6.1, 4.0, 1.5, 0.3])]
    answer = ask(falling, "target", target=(5, 2027), way="down")
    assert answer["low"] == 0


def test_a_target_of_the_past_is_held_against_the_newest_figure() -> None:
    answer = ask(RISING, "target", target=(90, 2022))
    assert (answer["verdict"], "om året" in answer["verdict_da"]) == ("target_not_reached", False)


def test_three_years_are_too_few() -> None:
    answer = ask(RISING[:3], "target", target=(50, 2028))
    assert (answer["verdict"], answer["estimate"]) == ("too_few_measurements", None)
    assert answer["verdict_da"].startswith("for få målinger. Der er 1 procentpoint til målet; det kræver ")


def test_only_whole_neighbourhoods_with_a_target_are_asked() -> None:
    rows = [*RISING, figure(2024, 30, 50, gender="female"), figure(2024, 1, 2, "other")]
    answer = ask(rows, "target", target=(50, 2028))
    assert answer["cell"] == "total"
    assert judge(table(rows), None, None, None).filter(question="target").is_empty()
