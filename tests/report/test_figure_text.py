"""Figures, differences and periods as they stand in Danish sentences."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.report.figure_text import (
    PER_HUNDRED,
    PERCENT,
    SCORE,
    capital,
    month,
    period_name,
    share,
    unit_of,
    whole,
)


def plain(text: str) -> str:
    """The text with ordinary spaces and hyphens."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")


@pytest.mark.parametrize(
    ("value", "text", "short"),
    [
        (18.05, "18,1 %", "18,1 %"),
        (10.0, "10,0 %", "10 %"),
        (0.0, "0,0 %", "0 %"),
        (-0.04, "0,0 %", "0 %"),
        (-2.5, "-2,5 %", "-2,5 %"),
        (1234.5, "1.234,5 %", "1.234,5 %"),
    ],
)
def test_a_value_has_its_decimals_and_its_suffix(value: float, text: str, short: str) -> None:
    assert (plain(PERCENT.text(value)), plain(PERCENT.short(value))) == (text, short)


@pytest.mark.parametrize(
    ("difference", "signed", "size"),
    [
        (1.6, "+1,6 procentpoint", "1,6 procentpoint"),
        (-1.6, "-1,6 procentpoint", "1,6 procentpoint"),
        (-0.05, "-0,1 procentpoint", "0,1 procentpoint"),
        # What rounds to nothing is no fall.
        (-0.04, "+0,0 procentpoint", "0,0 procentpoint"),
    ],
)
def test_a_difference_has_a_sign_by_what_is_shown_of_it(difference: float, signed: str, size: str) -> None:
    assert (plain(PERCENT.signed(difference)), plain(PERCENT.size(difference))) == (signed, size)


def test_an_interval_has_its_unit_once_and_an_en_dash() -> None:
    assert PERCENT.interval(13.6, 23.8) == "13,6–23,8\N{NO-BREAK SPACE}%"
    assert SCORE.interval(3.5, 3.75) == "3,50–3,75"


def test_a_figure_and_its_unit_are_never_on_two_lines() -> None:
    for text in (PERCENT.text(1), PERCENT.signed(1), SCORE.signed(1), share(0.5)):
        assert " " not in text


def test_an_indicator_has_a_score_per_cent_or_a_rate_that_may_exceed_100() -> None:
    assert unit_of("score", "Trivsel pr. 100") is SCORE
    assert unit_of("pct", "Medlemskaber pr. 100 børn") is PER_HUNDRED
    assert unit_of("pct", "Elever med fravær") is PERCENT
    assert PER_HUNDRED.text(123.45) == "123,5"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.956, "96 %"), (0.005, "1 %"), (0.0049, "0 %"), (0.999, "99 %"), (1.0, "100 %"), (0.0, "0 %")],
)
def test_less_than_everything_is_never_100_per_cent(value: float, text: str) -> None:
    assert plain(share(value)) == text


def test_a_count_has_thousands_and_a_decimal_only_where_it_is_not_whole() -> None:
    assert [whole(value) for value in (7.0, 1234.0, 1234567.25)] == ["7", "1.234", "1.234.567,3"]


@pytest.mark.parametrize(
    ("period_type", "period", "start", "name"),
    [
        ("month", "2026M09", date(2026, 9, 1), "september 2026"),
        ("quarter", "2026K1", date(2026, 1, 1), "1. kvartal 2026"),
        ("quarter", "2026K3", date(2026, 7, 1), "3. kvartal 2026"),
        ("quarter", "2026K4", date(2026, 10, 1), "4. kvartal 2026"),
        ("school_year", "2025/26", date(2025, 8, 1), "skoleåret 2025/26"),
        ("calendar_year", "2026", date(2026, 1, 1), "2026"),
    ],
)
def test_a_period_is_named_in_danish(period_type: str, period: str, start: date, name: str) -> None:
    assert period_name(period_type, period, start) == name


def test_the_first_letter_alone_becomes_a_capital() -> None:
    assert (capital("åbne OE1"), capital("")) == ("Åbne OE1", "")


def test_a_month_is_short_under_an_axis() -> None:
    assert month(date(2026, 9, 15)) == "sep. 2026"
