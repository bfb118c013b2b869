"""The days that a labelled period covers, and the notations of it."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.intake.values.periods import first_day, last_day, parse_period
from pipelines.intake.values.value import Unreadable


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024/25", date(2024, 8, 1), date(2025, 7, 31)),
        ("2025K1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025K4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025M12", date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_the_days_of_a_period(label: str, first: date, last: date) -> None:
    assert (first_day(label), last_day(label)) == (first, last)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2025", "2025"),
        ("2025,0", "2025"),
        ("2025 q3", "2025K3"),
        ("3. kvt. 2025", "2025K3"),
        ("1. kvartal 2025", "2025K1"),
        ("2024/2025", "2024/25"),
        ("sep 2025", "2025M09"),
    ],
)
def test_the_notations_of_a_period(text: str, label: str) -> None:
    assert parse_period(text).value == label


@pytest.mark.parametrize("text", ["2025K5", "2025K0", "1850", "2024/2026", "2025M13"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025QMAT02", "period_rolling"),
        ("2025qmat4", "period_rolling"),
        ("uge 32", "period_week"),
        ("2025U32", "period_week"),
    ],
)
def test_a_period_that_no_figure_has_is_named(text: str, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        parse_period(text)
