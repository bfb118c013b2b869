"""The answer to one question about one cell, before and after the tests of a report are held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.judgement import words_da
from pipelines.judgement.series import Series

SINCE_LAST, OVER_YEARS, TARGET, GAP = "since_last", "over_years", "target", "gap"

COLUMNS: dict[str, pl.DataType] = {
    "indicator_id": pl.String(),
    "cell": pl.String(),
    "question": pl.String(),
    "period": pl.String(),
    "compared_with": pl.String(),
    "estimate": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "unit": pl.String(),
    "verdict": pl.String(),
    "verdict_da": pl.String(),
    "smallest_visible": pl.Float64(),
    "periods_used": pl.Int64(),
    "periods_left_out": pl.Int64(),
}


@dataclass(frozen=True)
class Tested:
    """An estimate with its unadjusted 95 % interval, p-value, and the smallest difference seen in 4 of 5 cases.

    All in the indicator's unit. `persons`: how many the figure is of, for shares. `between_years` and `a_year`: the
    smallest change seen from one year to the next, and per year of a trend; None where no years are compared.
    """

    estimate: float
    low: float
    high: float
    p_value: float
    visible: float
    persons: float | None = None
    between_years: float | None = None
    a_year: float | None = None


@dataclass(frozen=True)
class Answer:
    """`verdict` is a code of the list `verdicts`; None until the tests of the question are compared.

    `cell` is the series' own unless a whole breakdown is meant. `notes` are Danish sentences.
    """

    series: Series
    question: str
    compared_with: str | None = None
    period: str | None = None
    used: int = 0
    tested: Tested | None = None
    forecast: tuple[float, float, float] | None = None
    verdict: str | None = None
    notes: tuple[str, ...] = ()
    cell: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The indicator and the cell."""
        return self.series.indicator_id, self.cell or self.series.cell

    def row(self, is_certain: bool, direction: str, words: Mapping[str, str]) -> dict[str, Any]:
        """Return the row of the table.

        `is_certain`: significant among all tests; `direction`: up, down or neutral; `words`: one for each verdict.
        """
        numbers = self.tested and (self.tested.estimate, self.tested.low, self.tested.high)
        estimate, low, high = numbers or self.forecast or (None, None, None)
        verdict = self.verdict or self._decided(is_certain, direction)
        says_visible = verdict in words_da.UNCERTAIN and self.tested is not None
        values = (
            *self.key,
            self.question,
            self.period or (self.series.latest and self.series.latest.period),
            self.compared_with,
            estimate,
            low,
            high,
            self.series.unit,
            verdict,
            self._text(verdict, says_visible, words),
            self.tested.visible if self.tested and says_visible else None,
            self.used,
            self.series.left_out,
        )
        return dict(zip(COLUMNS, values, strict=True))

    def _decided(self, is_certain: bool, direction: str) -> str:
        estimate = self.tested.estimate if self.tested else 0.0
        if self.question in (SINCE_LAST, OVER_YEARS):
            return words_da.moved(estimate, direction) if is_certain else "no_certain_change"
        return words_da.placed(estimate) if is_certain else "on_level"

    def _text(self, verdict: str, says_visible: bool, words: Mapping[str, str]) -> str:
        sentences = list(self.notes)
        if says_visible and self.tested:
            sentences.insert(0, self._visible(self.tested))
            if self.verdict is None and self.tested.p_value <= 0.05:
                sentences.insert(1, words_da.ALONE_CERTAIN)
        return ". ".join([words[verdict], *sentences]) + "." if sentences else words[verdict]

    def _visible(self, tested: Tested) -> str:
        unit, basis = self.series.unit, words_da.basis(tested.persons)
        if tested.between_years is None or tested.a_year is None:
            return words_da.visible_difference(basis, tested.visible, unit)
        span = words_da.measurements(self.used) if self.question == OVER_YEARS else words_da.FIVE_YEARS
        return words_da.visible_change(basis, tested.between_years, tested.a_year, span, unit)
