"""One rule of rounding for all that people read: halves away from zero."""

from __future__ import annotations

import pytest

from pipelines.pages.query_result import text
from pipelines.report.figure_text import PERCENT, SCORE
from pipelines.text.danish import decimal, rounded

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (31.25, 1, "31,3"),
        (31.35, 1, "31,4"),
        (-31.25, 1, "-31,3"),
        (0.125, 2, "0,13"),
        (1234.0, 1, "1.234"),
        (-0.03, 1, "0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, places: int, said: str) -> None:
    assert decimal(value, places) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(float("inf"), "∞"), (float("nan"), "NaN"), (1e30, "1" + ".000" * 10), (1e300, "1" + ".000" * 100)],
)
def test_an_answer_to_a_question_in_sql_may_be_any_number(value: float, said: str) -> None:
    assert text(value) == said


def test_paper_page_and_terminal_say_the_same() -> None:
    assert PERCENT.text(31.25) == f"31,3{NBSP}%"
    assert SCORE.text(3.625) == "3,63"
    assert text(3.625) == "3,63"


def test_a_difference_that_rounds_to_nothing_is_none() -> None:
    assert not rounded(0.049, 1)
    assert rounded(0.05, 1)
