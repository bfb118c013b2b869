"""The calendar `medvind.ics` (RFC 5545): when deliveries are due, quarters are frozen, and meetings are held.

A small file of plain text; the same publication always gives the same file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from pipelines.report.about import About
from pipelines.report.labels_da import feed_title, partner_name
from pipelines.settings.freeze_days import freeze_days, quarter_before
from pipelines.text.danish import listed, period
from schemas.partners import expected_deliveries, meetings
from schemas.place import place

ICS = "medvind.ics"
_HORIZON = timedelta(days=400)
# Longer lines are folded; a character of Danish takes up to three octets.
_LONGEST = 74


@dataclass(frozen=True)
class Event:
    """Something that takes place on a day; `id` is the same in every calendar that has it."""

    id: str
    day: date
    title: str
    text: str


def calendar_file(about: About) -> str:
    """Return the calendar of the year after a publication."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//MedVind//Kalender//DA", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(f'{place().alliance}: frister og møder')}")
    for event in events(about.day, about.day + _HORIZON):
        lines += _lines(event, f"{about.published_at:%Y%m%dT%H%M%SZ}")
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def events(since: date, until: date) -> list[Event]:
    """Return every event from `since` to `until`, in order."""
    found = [*_deadlines(since, until), *_freezes(since, until), *_meetings(since, until)]
    return sorted(found, key=lambda event: (event.day, event.id))


def _deadlines(since: date, until: date) -> Iterator[Event]:
    due = [one for one in expected_deliveries(until) if one.expected_by >= since]
    due.sort(key=lambda one: (one.expected_by, one.feed, one.partner))
    for (day, feed), group in groupby(due, key=lambda one: (one.expected_by, one.feed)):
        expected = list(group)
        covers = period(expected[0].period_start, expected[0].period_end)
        names = listed(list(dict.fromkeys(partner_name(one.partner) for one in expected)))
        yield Event(
            f"frist-{feed}-{day}", day, f"Frist: {feed_title(feed)}", f"Dækker {covers}. Fra {names}."
        )


def _freezes(since: date, until: date) -> Iterator[Event]:
    for day in freeze_days(since, until):
        label = quarter_before(day)
        text = "Kører serveren, fryser den selv tallene. Ellers: medvind freeze " + label
        yield Event(f"fastfrysning-{label}", day, f"Fastfrysning {label}", text)


def _meetings(since: date, until: date) -> Iterator[Event]:
    text = "Medbring rapporten og siden til styregruppen, som begge følger med fastfrysningen."
    for day in meetings():
        if since <= day <= until:
            yield Event(f"moede-{day}", day, f"Møde i {place().alliance}", text)


def _lines(event: Event, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.id}@medvind",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(event.title)}",
        f"DESCRIPTION:{_escaped(event.text)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Break a line before it exceeds 75 octets; a continuation begins with a space."""
    parts, length = [""], 0
    for sign in line:
        size = len(sign.encode())
        if length + size > _LONGEST:
            parts, length = [*parts, ""], 0
        parts[-1] += sign
        length += size
    return "\r\n ".join(parts)
