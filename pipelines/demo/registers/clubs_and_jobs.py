"""Clubs' member lists, and lists of agreements on part-time jobs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.demo.lives.leisure_life import CLUBS, EMPLOYERS, is_member, jobs
from pipelines.demo.people import Person
from pipelines.demo.row_type import Row

# The start of the list of jobs.
_SINCE = date(2021, 1, 1)


def memberships(people: Iterable[Person], club: str, day: date) -> list[Row]:
    """Return a club's members in the year before a day."""
    year = day.year - 1
    last_day = date(year, 12, 31)
    members = [p for p in people if p.area_on(last_day) and is_member(p, club, year)]
    return [
        {
            "club": CLUBS[club][0],
            "year": year,
            "member_no": 1000 + number,
            "birth_date": person.birth,
            "gender": "K" if person.gender == "female" else "M",
            "area": person.area_on(last_day),
            "full_name": person.name,
        }
        for number, person in enumerate(members)
    ]


def part_time_jobs(people: Iterable[Person], partner: str, day: date) -> list[Row]:
    """Return every agreement that a partner has registered by a day; the list is cumulative."""
    return [
        {
            "cpr": person.cpr,
            "employer": EMPLOYERS[job.cvr],
            "cvr": job.cvr,
            "start_date": job.start,
            "end_date": job.end if job.end <= day else None,
            "weekly_hours": job.hours,
        }
        for person in people
        for job in jobs(person)
        if job.registered_by == partner and _SINCE <= job.start <= day and person.area_on(job.start)
    ]
