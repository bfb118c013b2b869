from __future__ import annotations

from tests.judgement.figures import ask, mean


def test_a_mean_is_tested_against_its_variation_between_years() -> None:
    values = [7.1, 7.3, 7.2, 7.0, 7.2, 7.1]
    calm = [mean(2018 + index, value) for index, value in enumerate([*values, 7.2])]
    assert ask(calm, "since_last")["verdict"] == "no_certain_change"
    assert ask(calm, "since_last")["verdict_da"].startswith(
        "ingen sikker ændring. Med de udsving, tallene har, kan vi se"
    )
    jump = [mean(2018 + index, value) for index, value in enumerate([*values, 8.6])]
    assert ask(jump, "since_last", way="down")["verdict"] == "worsening"


def test_two_years_of_a_mean_are_not_tested() -> None:
    answer = ask([mean(2023, 7.0), mean(2024, 8.0)], "since_last")
    assert (answer["verdict"], answer["verdict_da"], answer["low"]) == ("not_tested", "ikke testet", None)


def test_two_years_of_a_mean_are_tested_by_how_the_schools_have_changed() -> None:
    rows = [mean(2023, 3.5), mean(2024, 3.8)]
    for school, change in (("1", 0.28), ("2", 0.33), ("3", 0.3), ("4", 0.29)):
        rows += [mean(2023, 3.5, school=school), mean(2024, 3.5 + change, school=school)]
    assert ask(rows, "since_last")["verdict"] == "improving"
    assert ask([*rows[:-1], mean(2024, 2.6, school="4")], "since_last")["verdict"] == "no_certain_change"


def test_a_trend_of_means() -> None:
    rows = [mean(2018 + index, value) for index, value in enumerate([7.0, 7.4, 7.7, 8.2, 8.4, 8.9])]
    assert ask(rows, "over_years", way="down")["verdict"] == "worsening"


def test_means_without_any_variation_are_not_tested() -> None:
    rows = [mean(2018 + index, 7.1) for index in range(6)]
    assert {ask(rows, question)["verdict"] for question in ("since_last", "over_years")} == {"not_tested"}
