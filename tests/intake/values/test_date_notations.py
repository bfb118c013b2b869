"""Notations of days that look alike; tests/intake/values/test_dates.py has each one of them."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.intake.values.date_notations import (
    MONTHS,
    calendar_day,
    day_in,
    full_year,
    month_in,
    six_digit_day,
)
from pipelines.intake.values.value import Unreadable


@pytest.mark.parametrize(
    ("digits", "year"), [("00", 2000), ("68", 2068), ("69", 1969), ("99", 1999), ("1969", 1969)]
)
def test_two_digits_of_a_year_change_century_after_68(digits: str, year: int) -> None:
    assert full_year(digits) == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Eight digits: the year first where that gives a month, else the day first.
        ("20121112", date(2012, 11, 12)),
        ("20131999", None),
        ("12112012", date(2012, 11, 12)),
        ("20111920", date(1920, 11, 20)),
        ("20112013", date(2013, 11, 20)),
        # Five digits are Excel's days, six are no day by themselves.
        ("41225", date(2012, 11, 12)),
        ("41225,00", date(2012, 11, 12)),
        ("41225,5", None),
        ("121112", None),
        # The separators of a day that begins with its year are the same.
        ("2012-11-12", date(2012, 11, 12)),
        ("2012-11/12", None),
        ("12-11/2012", date(2012, 11, 12)),
        ("29-02-2023", None),
        ("29-02-2024", date(2024, 2, 29)),
    ],
)
def test_what_looks_like_several_notations_is_one(text: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(Unreadable):
            day_in(text)
    else:
        assert day_in(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("120912", date(2012, 9, 12)), ("10812", date(2012, 8, 1)), ("1208", None), ("12092012", None)],
)
def test_six_digits_are_a_day_that_may_have_lost_its_zero(text: str, day: date | None) -> None:
    assert six_digit_day(text) == day


def test_six_digits_that_are_no_day_are_refused() -> None:
    with pytest.raises(Unreadable):
        six_digit_day("310212")


@pytest.mark.parametrize("number", range(1, 13))
def test_each_month_is_known_by_its_danish_beginning(number: int) -> None:
    assert day_in(f"3. {MONTHS[number - 1]} 2025") == date(2025, number, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2025m09",
        "202509",
        "m09 2025",
        "09/2025",
        "9/25",
        "sep. 25",
        "2025-september",
        "24-09-2025",
    ],
)
def test_a_month_is_its_first_day(text: str) -> None:
    assert month_in(text) == date(2025, 9, 1)


def test_a_day_that_is_in_no_calendar_is_refused_by_its_code() -> None:
    with pytest.raises(Unreadable) as refused:
        calendar_day("2025", 13, 1)
    assert refused.value.code == "date_unreadable"
