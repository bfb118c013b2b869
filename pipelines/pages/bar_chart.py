"""A bar chart of any query result: one bar a row, from one numeric column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from pipelines.pages.cell_display import STATUSES, missing
from pipelines.pages.query_result import QueryResult, is_number, text
from pipelines.report.axes import Scale, span
from pipelines.text.hidden_da import HIDDEN

MOST = 40
_LEAST = 1e-300
# Numeric columns that are labels of a row and no measure.
_NAMES = {"år", "year", "target_year", "months", "definition_version"}


@dataclass(frozen=True)
class Bar:
    """One row: its label, the ends of its bar in per cent (None without a number), and its figure as text."""

    name: str
    start: float | None
    end: float | None
    figure: str

    @property
    def hidden(self) -> bool:
        """Whether the number is suppressed."""
        return self.figure == HIDDEN


@dataclass(frozen=True)
class Bars:
    """The bars of one column, all columns that can be drawn, and whether there are more rows than bars."""

    column: str
    columns: Sequence[str]
    bars: Sequence[Bar]
    more: bool


def bars(answer: QueryResult, wanted: str | None = None) -> Bars | None:
    """Draw the column `wanted`, else the first with numbers; None where there is nothing to draw."""
    columns = [
        name for place, name in enumerate(answer.names) if answer.is_number(place) and name not in _NAMES
    ]
    if not columns or len(answer.rows) < 2:
        return None
    column = wanted if wanted in columns else columns[0]
    place, rows = list(answer.names).index(column), answer.rows[:MOST]
    numbers = [float(row[place]) for row in rows if is_number(row[place])]
    # No scale holds infinite numbers, or steps between numbers that are as good as zero.
    total = sum(map(abs, numbers))
    if not numbers or not isfinite(total) or 0 < total < _LEAST:
        return None
    low, high, _ = span([0.0, *numbers], None)
    scale = Scale(low, high or 1.0, 100.0)
    return Bars(column, columns, [_bar(answer, row, place, scale) for row in rows], len(answer.rows) > MOST)


def _bar(answer: QueryResult, row: Sequence[object], place: int, scale: Scale) -> Bar:
    value = row[place]
    if not is_number(value):
        return Bar(_name(answer, row), None, None, missing(answer, row, place) or "intet tal")
    zero, end = scale(0.0), scale(float(str(value)))
    return Bar(_name(answer, row), min(zero, end), max(zero, end), text(value))


def _name(answer: QueryResult, row: Sequence[object]) -> str:
    """The label of a row: its first two cells that are no measure."""
    cells = [
        text(value)
        for place, (name, value) in enumerate(zip(answer.names, row, strict=True))
        if value is not None and value not in STATUSES and (name in _NAMES or not answer.is_number(place))
    ]
    return " · ".join(cells[:2]) or "–"
