"""Compare the period in a file's name with its rows. The name is not used otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath

import polars as pl

from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.typed_rows import span
from pipelines.intake.values.periods import first_day, last_day
from schemas.contract import Feed
from schemas.kinds import Kind

# A year in brackets, or one that belongs to a file format, is not the list's.
_NOT_THE_PERIOD = re.compile(
    r"\((?:20)\d\d\)|(?:excel|office|xml|xlsx?|ods|word|windows|format)[ _-]*(?:97[ _-]*)?20\d\d",
    re.IGNORECASE,
)
# A list may be named after the month in which it is made or sent.
_GRACE = timedelta(days=31)
_NAMED = re.compile(
    r"(?<![\d.-])(?:(?P<quarter>20\d\d) ?[kK](?P<number>[1-4])|(?P<first>20\d\d)[-_ ](?P<second>(?:20)?\d\d)"
    r"|(?P<year>20\d\d))(?![\d]|[.-]\d)"
)


def check_file_name(file_name: str, feed: Feed, rows: Iterable[pl.DataFrame]) -> Iterator[Problem]:
    """Yield a rejecting problem where the file's name gives one period and every row is far outside it."""
    named = _period_in(PurePosixPath(file_name).stem)
    # Where the feed's scope has no period, a list may hold rows from any time.
    if named is None or feed.period not in feed.scope or feed.columns[feed.period].kind is Kind.PERIOD:
        return
    days = [day for chunk in rows for day in span(chunk, feed) if day]
    if not days:
        return
    first, last = min(days), max(days)
    if last < first_day(named) - _GRACE or first > last_day(named) + _GRACE:
        yield file_problem("name_contradicts", name=named, period=_years(first, last))


def _period_in(stem: str) -> str | None:
    """Return the label of the only period in the name, or None."""
    found = {label for match in _NAMED.finditer(_NOT_THE_PERIOD.sub(" ", stem)) if (label := _label(match))}
    return found.pop() if len(found) == 1 else None


def _label(match: re.Match[str]) -> str | None:
    if match["quarter"]:
        return f"{match['quarter']}K{match['number']}"
    if match["year"]:
        return match["year"]
    first = int(match["first"])
    # Any other two numbers are part of the date on which the file was made.
    return f"{first}/{(first + 1) % 100:02d}" if int(match["second"]) % 100 == (first + 1) % 100 else None


def _years(first: date, last: date) -> str:
    return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
