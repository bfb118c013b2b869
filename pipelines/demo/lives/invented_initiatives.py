"""The initiatives in Østerbyen and their participants."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from pipelines.demo.code_labels import in_group
from pipelines.demo.lives.leisure_life import jobs
from pipelines.demo.lives.school import grade_level
from pipelines.demo.lives.stage import IDLE
from pipelines.demo.lives.youth import stage_on
from pipelines.demo.people import Person
from pipelines.demo.random_source import seeded_random

# The columns of initiatives.csv that control the simulation; the others are columns of the register.
_CONTROL_COLUMNS = ("begins", "lasts", "share", "audience")


@dataclass(frozen=True)
class Initiative:
    """One line of initiatives.csv. `begins` and `lasts` are days, counted from the first day of the simulation."""

    fields: dict[str, str]
    begins: int
    lasts: int
    share: float
    audience: str

    def days(self, start: date) -> tuple[date, date]:
        """Return the first and last day in a simulation that starts on `start`."""
        return start + timedelta(days=self.begins), start + timedelta(days=self.begins + self.lasts)


@dataclass(frozen=True)
class Participation:
    """One person's participation in an initiative."""

    initiative_id: str
    person: Person
    start: date
    end: date
    completes: bool


@cache
def all_initiatives() -> list[Initiative]:
    """Return every initiative, planned or not, in the file's order."""
    text = files("pipelines.demo").joinpath("lives", "initiatives.csv").read_text(encoding="utf-8")
    return [_initiative(row) for row in csv.DictReader(text.splitlines())]


def _initiative(row: dict[str, str]) -> Initiative:
    fields = {name: text for name, text in row.items() if name not in _CONTROL_COLUMNS}
    return Initiative(fields, int(row["begins"]), int(row["lasts"]), float(row["share"]), row["audience"])


def participations(people: Iterable[Person], start: date) -> Iterator[Participation]:
    """Yield the participations: each year of an initiative, a share of its audience in Østerbyen takes part."""
    at_home = set(in_group("areas", "neighbourhood"))
    for person in people:
        if at_home.isdisjoint(area for _, area in person.stays):
            continue
        for initiative in all_initiatives():
            first, last = initiative.days(start)
            for year in range(first.year, last.year + 1):
                part = _participation(person, initiative, year)
                if part is not None and first <= part.start <= last:
                    yield part


def _participation(person: Person, initiative: Initiative, year: int) -> Participation | None:
    ages, is_meant = _AUDIENCES[initiative.audience]
    # Most people are of another age: drawing for them, too, took most of the time.
    if year - person.birth.year not in ages:
        return None
    number = initiative.fields["initiative_id"]
    rng = seeded_random(person.cpr, number, year)
    if rng.random() > initiative.share:
        return None
    day = date(year, 1, 10) + timedelta(days=rng.randrange(330))
    if person.area_on(day) not in in_group("areas", "neighbourhood") or not is_meant(person, day):
        return None
    return Participation(number, person, day, day + timedelta(days=rng.randint(40, 200)), rng.random() < 0.72)


# The ages that a member of an audience can reach in the calendar year, and whether a person is one on a day.
_Audience = tuple[range, Callable[[Person, date], bool]]


def _in_grades(first: int, last: int) -> _Audience:
    def is_in(person: Person, day: date) -> bool:
        return (grade := grade_level(person, day)) is not None and first <= grade <= last

    # Until the summer pupils reach a year more, and who started late yet another.
    return range(first + 6, last + 9), is_in


def _doing(*doings: str) -> _Audience:
    def is_doing(person: Person, day: date) -> bool:
        return (stage := stage_on(person, day)) is not None and stage.doing in doings

    return range(15, 40), is_doing


def _has_job(person: Person, day: date) -> bool:
    return any(job.registered_by == "sekretariat" and job.start.year == day.year for job in jobs(person))


def _is_toddler(person: Person, day: date) -> bool:
    return person.birth <= day and 2 <= person.age_on(day) <= 3


_AUDIENCES: dict[str, _Audience] = {
    "toddlers": (range(2, 5), _is_toddler),
    "grades 0-6": _in_grades(0, 6),
    "grades 1-7": _in_grades(1, 7),
    "grades 8-9": _in_grades(8, 9),
    "grades 9-9": _in_grades(9, 9),
    "has a job": (range(13, 20), _has_job),
    "vocational": _doing("EUD", "EUX"),
    "on the edge": _doing(IDLE, "FGU"),
}
