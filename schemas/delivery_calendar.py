"""What may stand in `partners.yml` of days: when lists are due, how near a snapshot must be, and what has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as plain_dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from schemas.strict_yaml import STRICT

_Text = Annotated[str, Field(min_length=1)]


def _month_day(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        day = date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise ValueError(f"{text} er ikke en dag i året (MM-DD)") from None
    return day.month, day.day


_MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]


@dataclass(frozen=True, config=STRICT)
class Due:
    """One delivery a year: the days it covers and the day it is due, each as (month, day)."""

    covers_from: _MonthDay
    covers_to: _MonthDay
    due: _MonthDay


def covered_days(entry: object) -> object:
    """Split `covers: 01-01/03-31` into its two days."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("covers"), str):
        return entry
    first, _, last = entry["covers"].partition("/")
    return {"covers_from": first, "covers_to": last or first} | {
        name: value for name, value in entry.items() if name != "covers"
    }


@dataclass(frozen=True, config=STRICT)
class Tolerance:
    """How many days before and after a date of the calendar a snapshot may be dated and still count for it."""

    before: Annotated[int, Field(ge=0)] = 5
    after: Annotated[int, Field(ge=0)] = 10

    def window(self, day: date) -> tuple[date, date]:
        """Return the first and the last date of a snapshot that counts for `day`."""
        return day - timedelta(self.before), day + timedelta(self.after)


@dataclass(frozen=True, config=STRICT)
class Ended:
    """A school or institution that delivers nothing after a day: it closed, merged or changed its number.

    `successor` is the number that its pupils are found under afterwards, where there is one.
    """

    unit: _Text
    last_day: date
    successor: _Text | None = None


@plain_dataclass(frozen=True)
class Expected:
    """One delivery that a partner is expected to make."""

    partner: str
    feed: str
    period_start: date
    period_end: date
    expected_by: date
