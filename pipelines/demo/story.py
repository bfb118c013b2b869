"""Who sends what, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pipelines.demo.dice import dice
from pipelines.demo.mistakes import with_mistakes
from pipelines.demo.parcels import Parcel, parcel
from pipelines.demo.partners import SCHOOLS
from pipelines.demo.people import Person, town
from pipelines.demo.registers import memberships, residents
from pipelines.demo.school_life import absence, exams, pupils, school_year_of

_QUARTERS = ((1, 2, 3), (4, 5, 6), (8, 9), (10, 11, 12))
_DAYS_TO_SEND = {"kommunen": 8, "oestskolen": 4, "havneskolen": 6, "vestskolen": 5, "nordskolen": 9}


def fill_inbox(inbox: Path, *, seed: int, residents: int, years: int, until: date) -> int:
    """Write what partners sent before `until`: in the last `years` whole school years and the running one.

    The same arguments always give the same files. Returns how many there are.
    """
    start = date(school_year_of(until) - years, 7, 1)
    people = town(seed, residents, start, until)
    # A school without ninth-graders has no exams to send.
    regular = [one for one in _regular(people, start, until) if one.sent < until and one.rows]
    sent = with_mistakes(regular, until)
    for order, one in enumerate(sent):
        one.write(inbox, order)
    return len(sent)


def _regular(people: list[Person], start: date, until: date) -> Iterator[Parcel]:
    for year in range(start.year, until.year + 1):
        yield from _from_municipality(people, year, start)
        for partner in SCHOOLS:
            yield from _pupils(people, partner, year, start)
            yield from _absence(people, partner, year, start)
            yield from _exams(people, partner, year, start)
    yield _from_club(people, until)


def _from_municipality(people: list[Person], year: int, start: date) -> Iterator[Parcel]:
    for month in (1, 4, 7, 10):
        if (day := date(year, month, 1)) >= start:
            yield parcel(_sent("kommunen", day), "kommunen", "residents", residents(people, day))


def _from_club(people: list[Person], until: date) -> Parcel:
    this_year = date(until.year, 2, 20)
    sent = this_year if this_year < until else date(until.year - 1, 2, 20)
    return parcel(sent, "klub-boldklub", "memberships", memberships(people, sent.year - 1))


def _pupils(people: list[Person], partner: str, year: int, start: date) -> Iterator[Parcel]:
    for day in (date(year, 2, 1), date(year, 9, 5)):
        if day >= start:
            yield parcel(_sent(partner, day), partner, "pupils", pupils(people, SCHOOLS[partner], day))


def _absence(people: list[Person], partner: str, year: int, start: date) -> Iterator[Parcel]:
    for quarter in _QUARTERS:
        months = [date(year, month, 1) for month in quarter]
        if months[0] >= start:
            rows = [row for month in months for row in absence(people, SCHOOLS[partner], month)]
            yield parcel(_sent(partner, months[-1] + timedelta(days=31)), partner, "absence", rows)


def _exams(people: list[Person], partner: str, year: int, start: date) -> Iterator[Parcel]:
    if date(year, 1, 1) < start:
        return
    school, began = SCHOOLS[partner], year - 1
    first = parcel(_sent(partner, date(year, 7, 1)), partner, "exams", exams(people, school, began))
    yield first
    after_resits = exams(people, school, began, after_resits=True)
    # Half of the schools take the trouble, and only when somebody was ill the first time.
    if (int(school) + year) % 2 and after_resits != first.rows:
        again = _sent(partner, date(year, 9, 14))
        yield replace(first, sent=again, name=f"{first.name}_rettet", rows=after_resits)


def _sent(partner: str, day: date) -> date:
    return day + timedelta(days=_DAYS_TO_SEND[partner] + dice(partner, day).randrange(4))
