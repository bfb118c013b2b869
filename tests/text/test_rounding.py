"""One rule of rounding for all that people read: halves away from zero."""

from __future__ import annotations

import pytest

from pipelines.pages.query_result import text
from pipelines.report.figure_text import PERCENT, SCORE
from pipelines.text.danish import decimal, rounded

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(31.25, 1, "31,3"), (31.35, 1, "31,4"), (-31.25, 1, "-31,3"), (0.125, 2, "0,13"), (1234.0, 1, "1.234")],
)
def test_halves_are_rounded_away_from_zero(value: float, places: int, said: str) -> None:
    assert decimal(value, places) == said


def test_paper_page_and_terminal_say_the_same() -> None:
    assert PERCENT.text(31.25) == f"31,3{NBSP}%"
    assert SCORE.text(3.625) == "3,63"
    assert text(3.625) == "3,63"


def test_a_difference_that_rounds_to_nothing_is_none() -> None:
    assert not rounded(0.049, 1)
    assert rounded(0.05, 1)
