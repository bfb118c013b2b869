"""Fill the inbox with the files that the demo's partners send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pipelines.demo.faulty_files import with_mistakes
from pipelines.demo.gaps import with_gaps
from pipelines.demo.lives.school import school_year_of
from pipelines.demo.partners import SCHOOLS
from pipelines.demo.people import Person, town
from pipelines.demo.random_source import seeded_random
from pipelines.demo.registers.school_office import exams
from pipelines.demo.sent_files import SentFile, sent_file
from pipelines.demo.sent_lists import sent_lists

_DAYS_TO_SEND = {"oestskolen": 4, "havneskolen": 6, "vestskolen": 5, "nordskolen": 9}
_DAYS_OF_OTHERS = 8


def fill_inbox(inbox: Path, *, seed: int, residents: int, years: int, until: date, gaps: bool = False) -> int:
    """Write the files sent before `until` in the last `years` whole school years and the current one.

    `gaps`: some lists of the last year were not sent, and one is dated a day off. The same arguments always give the
    same files. Returns their number.
    """
    start = date(school_year_of(until) - years, 7, 1)
    people = town(seed, residents, start, until)
    sent = with_mistakes(_regular(people, start, until), until)
    sent = with_gaps(sent, until) if gaps else sent
    for order, one in enumerate(sent):
        one.write(inbox, order)
    return len(sent)


def _regular(people: list[Person], start: date, until: date) -> list[SentFile]:
    found = [
        sent_file(_sent(one.partner, day), one.partner, one.feed, one.rows(day))
        for one in sent_lists(people, start)
        for day in one.drawn(start, until)
    ]
    corrected = [
        corrected_file
        for one in found
        if one.feed == "exams"
        for corrected_file in _after_resits(people, one)
    ]
    # A school without ninth-graders has no exams to send.
    return [one for one in found + corrected if one.sent < until and one.rows]


def _after_resits(people: list[Person], first: SentFile) -> Iterator[SentFile]:
    """Yield a corrected file of exams: half of the schools send one, and only if pupils were ill the first time."""
    day, school = date(first.sent.year, 9, 14), SCHOOLS[first.partner]
    rows = exams(people, school, day, after_resits=True)
    if (int(school) + day.year) % 2 and rows != first.rows:
        yield replace(first, sent=_sent(first.partner, day), name=f"{first.name}_rettet", rows=rows)


def _sent(partner: str, day: date) -> date:
    return day + timedelta(
        days=_DAYS_TO_SEND.get(partner, _DAYS_OF_OTHERS) + seeded_random(partner, day).randrange(4)
    )
