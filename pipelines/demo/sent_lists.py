"""The lists that each partner sends in the course of a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipelines.demo.lives.invented_initiatives import participations
from pipelines.demo.lives.leisure_life import CLUBS
from pipelines.demo.partners import SCHOOLS
from pipelines.demo.people import Person
from pipelines.demo.registers.clubs_and_jobs import memberships, part_time_jobs
from pipelines.demo.registers.daycare import language
from pipelines.demo.registers.education import INSTITUTIONS, enrolments
from pipelines.demo.registers.guidance import guidance_status
from pipelines.demo.registers.official_benchmarks import benchmarks
from pipelines.demo.registers.population import residents
from pipelines.demo.registers.school_office import absence, exams, pupils, wellbeing
from pipelines.demo.registers.secretariat import initiatives, participation, reflections
from pipelines.demo.registers.support import benefits
from pipelines.demo.row_type import Row

_QUARTERS = ((1, 1), (4, 1), (7, 1), (10, 1))
_HALF_YEARS = ((1, 2), (7, 2))
_SNAPSHOTS = ((2, 1), (9, 5))
_AFTER_SUMMER = ((8, 20),)
_SUMMER = ((7, 1),)
_NEW_YEAR = ((2, 12),)
_IN_TERM = ((4, 6), (10, 6))


@dataclass(frozen=True)
class SentList:
    """One list: `days` of the year on which it is drawn, as (month, day); `rows` returns its content on a day."""

    partner: str
    feed: str
    days: tuple[tuple[int, int], ...]
    rows: Callable[[date], list[Row]]

    def drawn(self, start: date, until: date) -> Iterator[date]:
        """Yield the days on which the list is drawn from `start` up to, but not including, `until`."""
        for year in range(start.year, until.year + 1):
            for month, day_of_month in self.days:
                day = date(year, month, day_of_month)
                if start <= day < until:
                    yield day


def sent_lists(people: list[Person], start: date) -> Iterator[SentList]:
    """Yield every list, partner by partner."""
    yield from _from_offices(people)
    for partner, school in SCHOOLS.items():
        yield SentList(partner, "pupils", _SNAPSHOTS, partial(pupils, people, school))
        yield SentList(partner, "absence", _QUARTERS, partial(absence, people, school))
        yield SentList(partner, "exams", _SUMMER, partial(exams, people, school))
        yield SentList(partner, "wellbeing", _SUMMER, partial(wellbeing, people, school))
    for partner in INSTITUTIONS:
        yield SentList(partner, "enrolments", _IN_TERM, partial(enrolments, people, partner))
    for club in CLUBS:
        yield SentList(club, "memberships", _NEW_YEAR, partial(memberships, people, club))
    yield from _from_secretariat(people, start)


def _from_offices(people: list[Person]) -> Iterator[SentList]:
    yield SentList("kommunen", "residents", _QUARTERS, partial(residents, people))
    yield SentList("kommunen", "language", _AFTER_SUMMER, partial(language, people))
    yield SentList("kui", "guidance_status", _QUARTERS, partial(guidance_status, people))
    yield SentList("beskaeftigelse", "benefits", _QUARTERS, partial(benefits, people))


def _from_secretariat(people: list[Person], start: date) -> Iterator[SentList]:
    everyone = list(participations(people, start))
    for partner in ("kommunen", "sekretariat"):
        yield SentList(partner, "part_time_jobs", _HALF_YEARS, partial(part_time_jobs, people, partner))
    yield SentList("sekretariat", "initiatives", _HALF_YEARS, partial(initiatives, start))
    yield SentList("sekretariat", "reflections", _HALF_YEARS, partial(reflections, start))
    yield SentList("sekretariat", "participation", _HALF_YEARS, partial(participation, everyone))
    yield SentList("sekretariat", "benchmarks", _AFTER_SUMMER, benchmarks)
