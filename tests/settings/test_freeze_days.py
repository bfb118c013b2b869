"""The days on which a quarter is frozen."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.settings.freeze_days import freeze_days, next_freeze, quarter_before


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2025K4"),
        (date(2026, 3, 31), "2025K4"),
        (date(2026, 4, 1), "2026K1"),
        (date(2026, 6, 30), "2026K1"),
        (date(2026, 7, 20), "2026K2"),
        (date(2026, 10, 20), "2026K3"),
        (date(2026, 12, 31), "2026K3"),
    ],
)
def test_the_last_whole_quarter_before_a_day(day: date, quarter: str) -> None:
    assert quarter_before(day) == quarter


def test_the_first_and_the_last_day_count() -> None:
    assert list(freeze_days(date(2025, 10, 20), date(2026, 4, 20))) == [
        date(2025, 10, 20),
        date(2026, 1, 20),
        date(2026, 4, 20),
    ]
    assert list(freeze_days(date(2025, 10, 21), date(2026, 1, 19))) == []


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 1, 20), date(2026, 1, 20)),
        (date(2026, 1, 21), date(2026, 4, 20)),
        (date(2026, 10, 21), date(2027, 1, 20)),
        (date(2026, 12, 31), date(2027, 1, 20)),
        # There is no such day a year later.
        (date(2024, 2, 29), date(2024, 4, 20)),
    ],
)
def test_the_next_freeze_may_be_today(today: date, day: date) -> None:
    assert next_freeze(today) == day
