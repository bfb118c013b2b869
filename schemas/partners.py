"""The partners: who may deliver which feed, under which agreement, by which date. Read from `partners.yml`.

The file is validated strictly (`partners_file.py`). Every function here raises ConfigurationInvalid, naming the line,
where the file has an unknown key, feed, column or date, or lacks one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cache

from schemas.agreements import Agreement, Partner, PartnersFile, Responsible
from schemas.configuration import configuration_file
from schemas.delivery_calendar import Due, Ended, Expected, Tolerance
from schemas.partners_file import read_partners_file

__all__ = [
    "Agreement",
    "Due",
    "Ended",
    "Expected",
    "Partner",
    "Responsible",
    "Tolerance",
    "all_partners",
    "calendar",
    "calendar_days",
    "due_in",
    "ended_units",
    "expected_deliveries",
    "find_partner",
    "meetings",
    "responsible",
    "tolerance",
]


_read = cache(read_partners_file)


def _file() -> PartnersFile:
    return _read(configuration_file("partners.yml"))


def responsible() -> Responsible:
    """Return the controller of the data, a contact, and the data protection officer."""
    return _file().responsible


def all_partners() -> tuple[Partner, ...]:
    """Return every partner of `partners.yml`, in its order."""
    return _file().partners


def find_partner(folder: str) -> Partner | None:
    """Return the partner that owns the inbox folder `folder`, or None when nobody does.

    A partner of exactly that name comes before a pattern of names.
    """
    owners = (partner for partner in all_partners() if fnmatchcase(folder, partner.folder))
    return min(owners, key=lambda partner: partner.folder != folder, default=None)


def calendar() -> Mapping[str, tuple[Due, ...]]:
    """Return the deliveries of a year by feed."""
    return _file().calendar


def tolerance(feed: str) -> Tolerance:
    """Return how far a snapshot of `feed` may be from a date of the calendar."""
    return _file().tolerance.get(feed, Tolerance())


def meetings() -> tuple[date, ...]:
    """Return the days of the partnership's meetings, in the order of the file."""
    return _file().meetings


def ended_units() -> tuple[Ended, ...]:
    """Return the schools and institutions of which nothing more is expected."""
    return _file().ended


def due_in(feed: str, received: date) -> int:
    """Return the year that a yearly list is of when it is received on a day: the one before, while that one is due."""
    due = [due for due in calendar().get(feed, ()) if due.covers_to > due.due]
    return received.year - any((received.month, received.day) <= of.due for of in due)


def calendar_days(since: date, until: date) -> Iterator[Expected]:
    """Yield every delivery of the calendar that covers a day from `since` and is due by `until`, without partner."""
    for feed, dues in calendar().items():
        for due in dues:
            yield from _occurrences("", feed, due, since, until)


def expected_deliveries(until: date) -> Iterator[Expected]:
    """Yield every delivery due on or before `until`, for named partners, from the day their agreement began."""
    for partner in all_partners():
        for feed, agreement in partner.feeds.items():
            last = min(until, agreement.until or until)
            for due in calendar().get(feed, ()) if "*" not in partner.folder else ():
                yield from _occurrences(partner.folder, feed, due, agreement.agreed, last)


def _occurrences(folder: str, feed: str, due: Due, since: date, until: date) -> Iterator[Expected]:
    for year in range(since.year, until.year + 1):
        expected_by = date(year, *due.due)
        covers_to = _latest(due.covers_to, expected_by)
        covers_from = _latest(due.covers_from, covers_to)
        if covers_to >= since and expected_by <= until:
            yield Expected(folder, feed, covers_from, covers_to, expected_by)


def _latest(month_day: tuple[int, int], upto: date) -> date:
    """Return the last such day of a year that is not after `upto`."""
    this_year = date(upto.year, *month_day)
    return this_year if this_year <= upto else date(upto.year - 1, *month_day)
