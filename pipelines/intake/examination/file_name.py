"""The period in a file's name: never trusted, but worth stopping for when all the rows contradict it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath

import polars as pl

from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.typed_rows import span
from pipelines.intake.values.periods import first_day, last_day
from schemas.contract import Feed, Kind

# A list may be named for the month in which it is drawn up or sent.
_GRACE = timedelta(days=31)
_NAMED = re.compile(
    r"(?<![\d.-])(?:(?P<quarter>20\d\d) ?[kK](?P<number>[1-4])|(?P<first>20\d\d)[-_ ](?P<second>(?:20)?\d\d)"
    r"|(?P<year>20\d\d))(?![\d]|[.-]\d)"
)


def check_file_name(file_name: str, feed: Feed, rows: Iterable[pl.DataFrame]) -> Iterator[Problem]:
    """Yield why the file is refused: its name tells one period and every row, by far, lies outside it."""
    named = _period_in(PurePosixPath(file_name).stem)
    # Where newer rows do not replace a period, a list holds what began at any time.
    if named is None or feed.period not in feed.scope or feed.columns[feed.period].kind is Kind.PERIOD:
        return
    days = [day for piece in rows for day in span(piece, feed) if day]
    if not days:
        return
    first, last = min(days), max(days)
    if last < first_day(named) - _GRACE or first > last_day(named) + _GRACE:
        yield file_problem("name_contradicts", name=named, period=_years(first, last))


def _period_in(stem: str) -> str | None:
    """The label of the one period named, or None."""
    found = {label for match in _NAMED.finditer(stem) if (label := _label(match))}
    return found.pop() if len(found) == 1 else None


def _label(match: re.Match[str]) -> str | None:
    if match["quarter"]:
        return f"{match['quarter']}K{match['number']}"
    if match["year"]:
        return match["year"]
    first = int(match["first"])
    # Any other two numbers are a date of the day the file was made.
    return f"{first}/{(first + 1) % 100:02d}" if int(match["second"]) % 100 == (first + 1) % 100 else None


def _years(first: date, last: date) -> str:
    return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
