"""The partners: who may send which feed, under which agreement, and by which date. Read from `partners.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import yaml

from schemas.configuration import configuration_file


@dataclass(frozen=True)
class Agreement:
    """One feed agreed with one partner.

    `until` is the last day of validity, None without an end. `retention` is the number of days that rows are kept
    after a newer drop has replaced them; None: as long as the other rows.
    """

    basis: str
    agreed: date
    until: date | None = None
    retention: int | None = None

    def holds(self, day: date) -> bool:
        """Say whether the agreement is valid for a drop received on `day`."""
        return self.until is None or day <= self.until


@dataclass(frozen=True)
class Partner:
    """One partner: its folder in the inbox (or a pattern of folders) and its agreements."""

    folder: str
    name: str
    contact: str
    feeds: Mapping[str, Agreement]
    aliases: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Responsible:
    """The data controller, its contact, and the data protection officer."""

    controller: str
    contact: str
    dpo: str


@dataclass(frozen=True)
class Due:
    """One delivery a year: the days it covers and the day it is due, each as (month, day)."""

    covers_from: tuple[int, int]
    covers_to: tuple[int, int]
    due: tuple[int, int]


@dataclass(frozen=True)
class Expected:
    """One delivery that a partner is expected to make."""

    partner: str
    feed: str
    period_start: date
    period_end: date
    expected_by: date


@cache
def _file() -> Any:
    return yaml.safe_load(configuration_file("partners.yml").read_text(encoding="utf-8"))


@cache
def responsible() -> Responsible:
    """Return the data controller and contacts."""
    return Responsible(**_file()["responsible"])


@cache
def all_partners() -> tuple[Partner, ...]:
    """Return every partner of `partners.yml`, in its order."""
    return tuple(_partner(folder, entry) for folder, entry in _file()["partners"].items())


def find_partner(folder: str) -> Partner | None:
    """Return the partner that owns the inbox folder `folder`, or None where no partner does."""
    return next((p for p in all_partners() if fnmatchcase(folder, p.folder)), None)


def _partner(folder: str, entry: Any) -> Partner:
    feeds = {name: Agreement(**agreement) for name, agreement in entry["feeds"].items()}
    aliases = {
        feed: {column: tuple(headers) for column, headers in columns.items()}
        for feed, columns in entry.get("aliases", {}).items()
    }
    return Partner(folder, entry["name"], entry["contact"], feeds, aliases)


@cache
def calendar() -> Mapping[str, tuple[Due, ...]]:
    """Return the deliveries of a year by feed."""
    return {feed: tuple(_due(entry) for entry in entries) for feed, entries in _file()["calendar"].items()}


def _due(entry: Mapping[str, str]) -> Due:
    first, _, last = entry["covers"].partition("/")
    return Due(_month_day(first), _month_day(last or first), _month_day(entry["due"]))


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def expected_deliveries(until: date) -> Iterator[Expected]:
    """Yield every delivery due on or before `until`, of partners without a folder pattern, since their agreement
    began."""
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
