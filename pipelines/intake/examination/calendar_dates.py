"""Word for the sender which date of the calendar a snapshot counts for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import polars as pl

from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.text.danish import day
from schemas.contract import Feed
from schemas.partners import calendar_days, tolerance

_YEAR = timedelta(days=366)
_MOST_DATES = 50


def check_snapshot_dates(feed: Feed, rows: Iterable[pl.DataFrame]) -> Iterator[Problem]:
    """Yield a problem for each date of a snapshot that is not a date of the calendar: which one it counts for, or that
    it counts for none."""
    if not feed.steady:
        return
    dates = {dated for chunk in rows for dated in chunk[feed.period].unique() if dated}
    # A list has one date, or a few; the newest are named.
    for dated in sorted(dates)[-_MOST_DATES:]:
        wanted = _nearest(feed.name, dated)
        if wanted is None or wanted == dated:
            continue
        first, last = tolerance(feed.name).window(wanted)
        if first <= dated <= last:
            yield file_problem("dated_near", dated=day(dated), wanted=day(wanted))
        else:
            yield file_problem("dated_far", dated=day(dated), wanted=day(wanted), figures=feed.figures)


def _nearest(feed: str, dated: date) -> date | None:
    """Return the date of the calendar nearest to `dated`, or None where the feed has no calendar."""
    days = {due.period_start for due in calendar_days(dated - _YEAR, dated + _YEAR) if due.feed == feed}
    return min(days, key=lambda wanted: (abs(wanted - dated), wanted), default=None)
