"""Danish figures: decimal comma, a space before %, a real minus, Danish names of periods."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.report.figure_text import PER_HUNDRED, PERCENT, SCORE, period_name, share, unit_of, whole


def test_values() -> None:
    assert PERCENT.text(18.14) == "18,1\N{NO-BREAK SPACE}%"
    assert PERCENT.short(10.0) == "10\N{NO-BREAK SPACE}%"
    assert SCORE.text(3.7168) == "3,72"
    assert PER_HUNDRED.text(1156.3) == "1.156,3"
    assert PERCENT.interval(13.6, 23.8) == "13,6–23,8\N{NO-BREAK SPACE}%"


def test_differences() -> None:
    assert PERCENT.signed(-1.57) == "\N{MINUS SIGN}1,6\N{NO-BREAK SPACE}procentpoint"
    assert PERCENT.signed(-0.04) == "+0,0\N{NO-BREAK SPACE}procentpoint"
    assert PERCENT.plus(2.3) == "+2,3"
    assert PERCENT.size(-1.57) == "1,6\N{NO-BREAK SPACE}procentpoint"


def test_a_rate_per_100_takes_no_percent_sign() -> None:
    assert unit_of("pct", "Foreningsmedlemskaber pr. 100 børn") is PER_HUNDRED
    assert unit_of("pct", "Elevfravær") is PERCENT
    assert unit_of("score", "Generel trivsel (score)") is SCORE


def test_almost_all_is_not_all() -> None:
    assert share(0.999) == "99\N{NO-BREAK SPACE}%"
    assert share(1.0) == "100\N{NO-BREAK SPACE}%"
    assert whole(2350.0) == "2.350"


@pytest.mark.parametrize(
    ("period_type", "period", "start", "spoken"),
    [
        ("month", "2026M09", date(2026, 9, 1), "september 2026"),
        ("quarter", "2026K3", date(2026, 7, 1), "3. kvartal 2026"),
        ("school_year", "2025/26", date(2025, 8, 1), "skoleåret 2025/26"),
        ("calendar_year", "2026", date(2026, 1, 1), "2026"),
    ],
)
def test_periods(period_type: str, period: str, start: date, spoken: str) -> None:
    assert period_name(period_type, period, start) == spoken
