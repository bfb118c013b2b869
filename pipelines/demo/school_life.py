"""What the schools could tell: who goes where, who was away, how the exams went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from pipelines.demo.codes import in_group, labels
from pipelines.demo.dice import dice
from pipelines.demo.people import Person
from pipelines.demo.rows import Row

_SCHOOL_DAYS = {1: 21, 2: 15, 3: 21, 4: 17, 5: 18, 6: 19, 8: 15, 9: 22, 10: 17, 11: 20, 12: 15}
_SCALE = {-3: "-3", 0: "00", 2: "02", 4: "4", 7: "7", 10: "10", 12: "12"}
_STAYS_AWAY = {"syg": 0.008, "fritaget": 0.003, "ej mødt": 0.001}


def school_year_of(day: date) -> int:
    """The year in which the school year of a day began."""
    return day.year if day.month >= 8 else day.year - 1


def pupils(people: Iterable[Person], school: str, day: date) -> list[Row]:
    """A school's enrolled pupils on a day."""
    return [
        {
            "cpr": person.cpr,
            "snapshot_date": day,
            "school_no": int(school),
            "school": labels("schools")[school],
            "class": f"{grade}{dice(person.cpr, 'class').choice('AB')}",
            "grade_level": grade,
            "district_school_no": int(_district(person.area_on(day) or "")),
            "start_date": max(date(school_year_of(day) - grade, 8, 10), person.stays[0][0]),
            "end_date": None,
            "name": person.name,
        }
        for person, grade in _enrolled(people, school, day)
    ]


def absence(people: Iterable[Person], school: str, month: date) -> list[Row]:
    """A school's absence in a month, a row a pupil."""
    days = _SCHOOL_DAYS[month.month]
    return [
        {
            "cpr": person.cpr,
            "school_no": int(school),
            "month": month,
            "school_days": days,
            **_days_away(dice(person.cpr, month), person.absence, days),
            "name": person.name,
        }
        for person, _ in _enrolled(people, school, month)
    ]


def exams(people: Iterable[Person], school: str, year: int, *, after_resits: bool = False) -> list[Row]:
    """A school's ninth-graders' exams in the school year that began in `year`, a row a discipline."""
    return [
        {
            "cpr": person.cpr,
            "school_no": int(school),
            "school_year": year,
            "discipline": discipline,
            "grade": _grade(dice(person.cpr, discipline), person.ability, after_resits),
            "name": person.name,
        }
        for person, grade in _enrolled(people, school, date(year + 1, 6, 1))
        if grade == 9
        for discipline in labels("disciplines")
    ]


def _enrolled(people: Iterable[Person], school: str, day: date) -> list[tuple[Person, int]]:
    found = [
        (person, grade)
        for person in people
        if (grade := _grade_level(person, day)) is not None
        and person.area_on(day)
        and _school(person, day) == school
    ]
    return sorted(found, key=lambda pupil: pupil[1])


@dataclass(frozen=True)
class _Plans:
    """What a family decides once: `school` is None for a private one, which is no partner."""

    starts_late: bool
    last_grade: int
    district_school: bool
    school: str | None


@cache
def _plans(cpr: str) -> _Plans:
    rng = dice(cpr, "school life")
    chance, other = rng.random(), rng.choice(list(labels("schools")))
    return _Plans(
        starts_late=rng.random() < 0.06,
        last_grade=rng.choices([9, 10], [65, 35])[0],
        district_school=chance < 0.78,
        school=other if chance < 0.97 else None,
    )


def _grade_level(person: Person, day: date) -> int | None:
    plans = _plans(person.cpr)
    grade = school_year_of(day) - person.birth.year - 6 - plans.starts_late
    return grade if 0 <= grade <= plans.last_grade else None


def _school(person: Person, day: date) -> str | None:
    # A family that moves in the middle of a year stays at its school until the summer.
    summer = date(school_year_of(day), 8, 1)
    area = person.area_on(summer) or person.area_on(day) or ""
    plans = _plans(person.cpr)
    return _district(area) if plans.district_school else plans.school


def _district(area: str) -> str:
    east = in_group("areas", "oesterbyen")
    if area in east:
        return in_group("schools", "oesterbyen")[east.index(area) % 2]
    return in_group("schools", "oevrige")[area != "V"]


def _days_away(rng: Random, habit: float, days: int) -> Row:
    share = min(0.8, rng.gammavariate(1.5, habit / 1.5))
    parts = {"sick_days": 0.66, "authorised_days": 0.2, "unauthorised_days": 0.14}
    return {name: int(part * share * days * 4 + rng.random() * 0.9) / 4 for name, part in parts.items()}


def _grade(rng: Random, ability: float, after_resits: bool) -> str:
    score = 6.3 + 3.2 * ability + rng.gauss(0, 1.6)
    grade = _SCALE[min(_SCALE, key=lambda step: abs(step - score))]
    status = rng.choices([*_STAYS_AWAY, None], [*_STAYS_AWAY.values(), 1 - sum(_STAYS_AWAY.values())])[0]
    return grade if status is None or (after_resits and status == "syg") else status
