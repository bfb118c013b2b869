"""The days on which the server freezes a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

# A quarter is frozen when its deliveries are due.
FREEZE_MONTHS, FREEZE_DAY = (1, 4, 7, 10), 20


def quarter_before(day: date) -> str:
    """Return the label of the last whole quarter before a day: 2026K3 in October 2026."""
    year, quarter = (day.year, (day.month - 1) // 3) if day.month > 3 else (day.year - 1, 4)
    return f"{year}K{quarter}"


def freeze_days(since: date, until: date) -> Iterator[date]:
    """Yield every such day from `since` to `until`, both of which count."""
    for year in range(since.year, until.year + 1):
        days = (date(year, month, FREEZE_DAY) for month in FREEZE_MONTHS)
        yield from (day for day in days if since <= day <= until)


def next_freeze(today: date) -> date:
    """Return the next such day; today counts."""
    return next(freeze_days(today, today.replace(year=today.year + 1, day=1)))
