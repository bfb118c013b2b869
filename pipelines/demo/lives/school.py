"""School: when a child starts and leaves, and which school it attends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from pipelines.demo.code_labels import in_group, labels
from pipelines.demo.people import Person
from pipelines.demo.random_source import seeded_random


@dataclass(frozen=True)
class Plans:
    """A family's decisions.

    `school` is None for a private one, which is no partner; `last_grade` is the last at that school, and
    `grade10_centre` means that the 10th grade is taken elsewhere.
    """

    starts_late: bool
    last_grade: int
    grade10_centre: bool
    district_school: bool
    school: str | None


@cache
def plans(cpr: str) -> Plans:
    """Return the family's decisions, the same on every call."""
    rng = seeded_random(cpr, "school life")
    chance, other = rng.random(), rng.choice(list(labels("schools")))
    starts_late = rng.random() < 0.06
    after_9th = rng.choices(["leaves", "stays", "moves to the centre"], [65, 22, 13])[0]
    return Plans(
        starts_late=starts_late,
        last_grade=10 if after_9th == "stays" else 9,
        grade10_centre=after_9th == "moves to the centre",
        district_school=chance < 0.78,
        school=other if chance < 0.97 else None,
    )


def school_year_of(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= 8 else day.year - 1


def birth_years(day: date) -> range:
    """Return the years of birth of everybody at school on a day: a start may be late, and the last grade is 10."""
    youngest = school_year_of(day) - 6
    return range(youngest - 11, youngest + 1)


def grade_level(person: Person, day: date) -> int | None:
    """Return the grade (0-10) while the person is at school, else None."""
    plan = plans(person.cpr)
    grade = school_year_of(day) - person.birth.year - 6 - plan.starts_late
    return grade if 0 <= grade <= plan.last_grade else None


def leaves_school(person: Person) -> date:
    """Return the first day of the summer in which the person leaves school."""
    plan = plans(person.cpr)
    return date(person.birth.year + 7 + plan.starts_late + plan.last_grade, 7, 1)


def school_on(person: Person, day: date) -> str | None:
    """Return the school's number. A family that moves during a school year keeps its school until the summer."""
    summer = date(school_year_of(day), 8, 1)
    area = person.area_on(summer) or person.area_on(day) or ""
    plan = plans(person.cpr)
    return district(area) if plan.district_school else plan.school


def district(area: str) -> str:
    """Return the number of an area's district school."""
    east = in_group("areas", "neighbourhood")
    if area in east:
        return in_group("schools", "neighbourhood")[east.index(area) % 2]
    return in_group("schools", "elsewhere")[area != "V"]
