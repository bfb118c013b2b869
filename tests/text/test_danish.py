"""Numbers, days and lists in Danish; tests/text/test_rounding.py has the rounding."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipelines.text.danish import counted, day, decimal, listed, moment, number, period, rows


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_words_are_listed(words: list[str], text: str) -> None:
    assert listed(words) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2025, 9, 5), date(2025, 9, 5), "5. september 2025"),
        (date(2025, 10, 1), date(2025, 12, 31), "1. oktober til 31. december 2025"),
        (date(2025, 8, 1), date(2026, 7, 31), "1. august 2025 til 31. juli 2026"),
        (None, date(2025, 9, 5), ""),
        (date(2025, 9, 5), None, ""),
    ],
)
def test_a_period_has_its_year_once_where_it_is_one(first: date | None, last: date | None, text: str) -> None:
    assert period(first, last) == text


def test_one_is_singular_and_everything_else_is_not() -> None:
    assert [rows(count) for count in (0, 1, 2, 1000)] == ["0 rækker", "1 række", "2 rækker", "1.000 rækker"]
    assert counted(1, "fil", "filer") == "1 fil"


def test_numbers_have_points_and_commas() -> None:
    assert (number(1234567), decimal(1234.5, 2), decimal(1234.5, 2, padded=True)) == (
        "1.234.567",
        "1.234,5",
        "1.234,50",
    )


def test_days_and_times_are_written_out() -> None:
    assert day(date(2026, 3, 3)) == "3. marts 2026"
    assert moment(datetime(2026, 1, 15, 9, 42)) == "torsdag den 15. januar 2026 kl. 09.42"
