"""Compare total rows with the sums of the rows above them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

import polars as pl

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.cell_text import number_text
from pipelines.intake.reading.sheet import letters
from pipelines.intake.validation.checked_rows import Checked
from pipelines.intake.values.decimal_sign import Sign
from pipelines.intake.values.numbers import NumberParser
from pipelines.intake.values.text_cleaning import clean_text
from pipelines.intake.values.value import Unreadable
from schemas.kinds import Kind

_SUMMED = (Kind.DECIMAL, Kind.INTEGER)
# Tolerance for decimals that are summed in another order or were rounded.
_TOLERANCE = 0.05
# Each total is compared with all rows above it, so that only the first ones of a sheet are.
_MOST_TOTALS = 50
# Sums of fewer rows than this are not shown: they would reveal a single person's value.
_MIN_ROWS = 3


def check_totals(layout: Layout, skipped: list[tuple[int, str]], checked: Checked) -> Iterator[Problem]:
    """Yield a warning for each total of a column that is not the sum of the rows above it."""
    if all(code != "total_row" for _, code in skipped):
        return
    rows = checked.table.filter(pl.col("sheet") == layout.sheet.name)
    summed = [n for n in layout.columns if layout.feed.columns[n].kind in _SUMMED]
    since = 0
    totals = (number for number, code in skipped if code == "total_row")
    for number in islice(totals, _MOST_TOTALS):
        for name in summed:
            yield from _compare(layout, name, number, since, rows, checked)
        since = number


def _compare(
    layout: Layout, name: str, number: int, since: int, rows: pl.DataFrame, checked: Checked
) -> Iterator[Problem]:
    place = layout.columns[name]
    cells = layout.sheet.rows[number - 1]
    totals = list(_numbers(cells[place] if place < len(cells) else ""))
    above = rows.filter(pl.col("source_row") < number)
    unread = checked.problem_counts.first_unread(layout.sheet.name, name)
    # An unreadable cell explains any difference.
    if not totals or above.is_empty() or (unread is not None and unread < number):
        return
    once = above.unique(list(layout.feed.columns), keep="first")
    # The sender may have summed a part of the list, and duplicate rows once or twice.
    readings = (rows.filter(pl.col("source_row") > first) for rows in (once, above) for first in (0, since))
    if any(_fits(total, each[name].drop_nulls()) for each in readings for total in totals):
        return
    yield _differs(layout, number, place, _sum(once[name]), totals[0], len(once))


def _fits(total: float, values: pl.Series) -> bool:
    """Say whether a total is the sum of some values, their count, or their mean."""
    if values.is_empty():
        return total == 0
    numbers = values.cast(pl.Float64).to_list()
    mean = len(numbers) > 1 and min(numbers) <= total <= max(numbers) < sum(numbers)
    return mean or total == len(numbers) or abs(total - sum(numbers)) < _TOLERANCE


def _sum(values: pl.Series) -> float:
    return float(sum(values.drop_nulls().cast(pl.Float64).to_list()))


def _numbers(text: str) -> Iterator[float]:
    """Yield what a total may mean: `1.234` is 1234 or 1,234."""
    cleaned = clean_text(text)
    for sign in (Sign.COMMA, Sign.POINT):
        with suppress(Unreadable):
            yield float(NumberParser(sign)(cleaned).value)


def _differs(layout: Layout, number: int, place: int, summed: float, total: float, rows: int) -> Problem:
    words = {"summed": number_text(round(summed, 2)), "total": number_text(total)}
    code = "total_differs" if rows >= _MIN_ROWS else "total_differs_small"
    problem = file_problem(code, layout.sheet.name or None, **words)
    return replace(problem, code="total_differs", row=number, column=letters(place))
