"""How `medvind diff` and `medvind explain` word a figure that was or is not shown."""

from __future__ import annotations

import pytest

from pipelines.commands.diff import figure_text
from pipelines.report.figure_text import PERCENT


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        (12.5, "ok", "12,5\N{NO-BREAK SPACE}%"),
        (31.25, "ok", "31,3\N{NO-BREAK SPACE}%"),
        (0.0, "ok", "0,0\N{NO-BREAK SPACE}%"),
        (None, "suppressed", "skjult"),
        (None, "incomplete", "mangler data"),
        (None, None, "fandtes ikke"),
    ],
)
def test_a_figure_that_is_not_shown_says_why(value: float | None, status: str | None, said: str) -> None:
    assert figure_text(value, status, PERCENT) == said
