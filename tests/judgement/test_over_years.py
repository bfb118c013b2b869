from __future__ import annotations

import numpy as np
import pytest

from tests.judgement.figures import ask, figure, hidden, years

RISING = [(20, 100), (24, 100), (29, 100), (36, 100), (38, 100), (44, 100)]


def test_a_trend_is_a_change_per_year() -> None:
    answer = ask(years(2019, RISING), "over_years")
    assert answer["verdict"] == "improving"
    assert answer["estimate"] == pytest.approx(np.polyfit(range(6), [y for y, _ in RISING], 1)[0])
    assert answer["low"] < answer["estimate"] < answer["high"]
    assert (answer["period"], answer["compared_with"], answer["periods_used"]) == ("2024", "2019", 6)


def test_three_years_are_too_few() -> None:
    answer = ask(years(2019, RISING[:3]), "over_years")
    assert (answer["verdict"], answer["verdict_da"]) == ("too_few_measurements", "for få målinger")


def test_a_break_cuts_the_series() -> None:
    rows = years(2019, RISING[:3]) + years(2022, RISING[3:], definition_version=2)
    answer = ask(rows, "over_years")
    assert (answer["verdict"], answer["periods_used"], answer["compared_with"]) == (
        "too_few_measurements",
        3,
        "2022",
    )


def test_a_jump_at_a_break_is_no_trend() -> None:
    rows = years(2017, [(20, 100)] * 4) + years(2021, [(60, 100)] * 4, definition_version=2)
    assert ask(rows, "over_years")["verdict"] == "no_certain_change"


def test_hidden_years_are_left_out_and_counted() -> None:
    rows = years(2019, RISING)
    rows[1], rows[3] = hidden(rows[1]), hidden(rows[3], "incomplete")
    answer = ask(rows, "over_years")
    assert (answer["periods_used"], answer["periods_left_out"]) == (4, 2)


def test_without_a_certain_trend_it_says_what_could_have_been_seen() -> None:
    answer = ask(years(2019, [(16, 137), (17, 137), (16, 137), (18, 137), (16, 137)]), "over_years")
    assert answer["verdict"] == "no_certain_change"
    assert 1.5 < answer["smallest_visible"] < 3.5
    assert answer["verdict_da"].startswith("ingen sikker ændring. Med 137 i gruppen kan vi se en ændring på ")
    assert answer["verdict_da"].endswith(" om året over 5 målinger.")


def test_no_success_at_all_is_no_trend() -> None:
    answer = ask(years(2019, [(0, 40)] * 6), "over_years")
    assert (answer["verdict"], answer["estimate"]) == ("no_certain_change", 0)
    assert answer["smallest_visible"] > 0


def test_a_seasonal_flow_that_ends_in_its_high_season_does_not_rise() -> None:
    swing = [30, 30, 28, 25, 20, 15, 10, 10, 12, 15, 20, 25]
    months = [(2022 + index // 12, 1 + index % 12) for index in range(30, 60 + 2)]
    rows = [
        figure(year, swing[month - 1] + (year + 5 * month) % 9 - 4, 100, month=month)
        for year, month in months
    ]
    answer = ask(rows, "over_years")
    assert (answer["verdict"], answer["periods_used"]) == ("no_certain_change", 32)


def test_a_stock_is_followed_from_year_to_year_only() -> None:
    dice = np.random.default_rng(5)
    persons = dice.random(400) < 0.2
    rows = []
    for index in range(60):
        changing = dice.random(400) < 0.04
        persons = np.where(changing, dice.random(400) < 0.2, persons)
        rows.append(figure(2020 + index // 12, int(persons.sum()), 400, month=1 + index % 12))
    answer = ask(rows, "over_years", measure_of="stock")
    assert (answer["periods_used"], answer["compared_with"]) == (5, "2020M12")
    assert "seneste" not in answer["verdict_da"]
