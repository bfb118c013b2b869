"""The time of day beside a date, and the Danish day that the two together mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum, auto

from pipelines.intake.values.value import Unreadable
from pipelines.text.danish import DENMARK

_CLOCK = re.compile(
    r"(?:t| kl\.? ?| )(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?"
    r"(?: ?([ap])\.?m\.?)?(?: ?(z|utc|gmt|[+-]\d{2}:?\d{2}))?$"
)
# Programs that reckon with historical time zones write midnight some seconds too early.
_NEARLY = timedelta(seconds=60)
# Years for which a time zone is known and every day exists.
_FIRST_YEAR, _LAST_YEAR = 1950, 2099


class Shift(Enum):
    """What the times of day of a column show: nothing, midnights in UTC, or midnights some seconds too early."""

    NONE = auto()
    UTC = auto()
    EARLY = auto()


@dataclass(frozen=True)
class Clock:
    """A time of day; `zone` where it is written beside it."""

    time: time
    zone: tzinfo | None


def split_clock(text: str) -> tuple[str, Clock | None]:
    """Split a folded text into the date and the time of day. Raises Unreadable for a time that does not exist."""
    match = _CLOCK.search(text)
    if match is None:
        return text, None
    hour = int(match[1]) % 12 + (12 if match[4] == "p" else 0) if match[4] else int(match[1])
    try:
        clock = time(hour, int(match[2]), int(match[3] or 0))
    except ValueError:
        raise Unreadable("date_unreadable") from None
    return text[: match.start()], Clock(clock, _zone(match[5]))


def _zone(written: str | None) -> tzinfo | None:
    if written is None:
        return None
    if written[0] not in "+-":
        return UTC
    offset = timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    return timezone(-offset if written[0] == "-" else offset) if offset < timedelta(hours=24) else None


def danish_day(day: date, clock: Clock | None, shift: Shift) -> date:
    """Return the Danish day of a date with a time of day; without a known zone the time is ignored."""
    if clock is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return day
    zone = clock.zone or (UTC if shift is Shift.UTC else DENMARK if shift is Shift.EARLY else None)
    return (_danish(day, clock.time, zone) + _NEARLY).date() if zone else day


def _danish(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(DENMARK).replace(tzinfo=None)


def shift_shown(day: date, clock: Clock) -> Shift | None:
    """Return what one time of day shows of its column; None where its zone is written beside it."""
    if clock.zone or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return None
    for shift, zone in ((Shift.EARLY, DENMARK), (Shift.UTC, UTC)):
        rounded = _danish(day, clock.time, zone) + _NEARLY
        if rounded.time() < time(0, 1, 1) and rounded.date() > day:
            return shift
    return Shift.NONE


def shift_of(shown: Iterable[Shift]) -> Shift:
    """Return the shift of a column: the one that all of its times of day show."""
    found = set(shown)
    return found.pop() if len(found) == 1 else Shift.NONE
