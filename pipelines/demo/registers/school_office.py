"""The exports of a school's office: pupils, absence, exams and wellbeing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.demo.code_labels import labels
from pipelines.demo.lives.school import birth_years, district, grade_level, school_on, school_year_of
from pipelines.demo.people import Person
from pipelines.demo.random_source import chance, seeded_random
from pipelines.demo.row_type import Row

_SCHOOL_DAYS = {1: 21, 2: 15, 3: 21, 4: 17, 5: 18, 6: 19, 8: 15, 9: 22, 10: 17, 11: 20, 12: 15}
_SCALE = {-3: "-3", 0: "00", 2: "02", 4: "4", 7: "7", 10: "10", 12: "12"}
_PLAYS_TRUANT = 0.03
_AWAY = {"sick_days": 0.66, "authorised_days": 0.2, "unauthorised_days": 0.14}
_TRUANT = {"sick_days": 0.25, "authorised_days": 0.05, "unauthorised_days": 0.7}
_STAYS_AWAY = {"syg": 0.004, "fritaget": 0.002, "ej mødt": 0.001}
# The oral disciplines, in which absence through illness is more frequent; some pupils are excused from all.
_ORAL, _MORE_OFTEN, _EXCUSED = ("310", "410"), 9, 0.07


def pupils(people: Iterable[Person], school: str, day: date) -> list[Row]:
    """Return a school's enrolled pupils on a day."""
    return [
        {
            "cpr": person.cpr,
            "snapshot_date": day,
            "school_no": int(school),
            "school": labels("schools")[school],
            "class": f"{grade}{seeded_random(person.cpr, 'class').choice('AB')}",
            "grade_level": grade,
            "district_school_no": int(district(person.area_on(day) or "")),
            "start_date": max(date(school_year_of(day) - grade, 8, 10), person.stays[0][0]),
            "end_date": None,
            "full_name": person.name,
        }
        for person, grade in _enrolled(people, school, day)
    ]


def absence(people: Iterable[Person], school: str, day: date) -> list[Row]:
    """Return a school's absence in the three months before a day; there is no school in July."""
    months = [date(day.year - (day.month == 1), (day.month - back - 1) % 12 + 1, 1) for back in (3, 2, 1)]
    return [row for month in months if month.month != 7 for row in absence_in(people, school, month)]


def absence_in(people: Iterable[Person], school: str, month: date) -> list[Row]:
    """Return a school's absence in a month, one row per pupil."""
    days = _SCHOOL_DAYS[month.month]
    return [
        {
            "cpr": person.cpr,
            "school_no": int(school),
            "month": month,
            "school_days": days,
            **_days_away(person, month, days),
            "full_name": person.name,
        }
        for person, _ in _enrolled(people, school, month)
    ]


def exams(people: Iterable[Person], school: str, day: date, *, after_resits: bool = False) -> list[Row]:
    """Return the exams of a school's ninth-graders in the summer of a day, one row per discipline."""
    return [
        {
            "cpr": person.cpr,
            "school_no": int(school),
            "school_year": day.year - 1,
            "discipline": discipline,
            "grade": _grade(person, discipline, after_resits),
            "full_name": person.name,
        }
        for person, grade in _enrolled(people, school, date(day.year, 6, 1))
        if grade == 9
        for discipline in labels("disciplines")
    ]


def wellbeing(people: Iterable[Person], school: str, day: date) -> list[Row]:
    """Return the mean score of respondents in grades 4-9 in the spring of a day: girls, boys, all."""
    asked = [person for person, grade in _enrolled(people, school, date(day.year, 3, 1)) if 4 <= grade <= 9]
    answered = [person for person in asked if chance(person.cpr, "answers", day.year) < 0.86]
    groups = {sex: [p for p in answered if p.gender == sex] for sex in ("female", "male")}
    kinds = {"K": groups["female"], "M": groups["male"], None: answered}
    return [
        {
            "school_no": int(school),
            "school_year": day.year - 1,
            "gender": gender,
            "respondents": len(group),
            "mean_score": round(sum(_score(person, day.year) for person in group) / len(group), 2),
        }
        for gender, group in kinds.items()
        if group
    ]


def _score(person: Person, year: int) -> float:
    score = 3.75 - 0.12 * (person.gender == "female") - 2.5 * (person.absence - 0.07) + 0.1 * person.ability
    return min(5.0, max(1.0, score + seeded_random(person.cpr, "thrives", year).gauss(0, 0.5)))


def _enrolled(people: Iterable[Person], school: str, day: date) -> list[tuple[Person, int]]:
    born = birth_years(day)
    found = [
        (person, grade)
        for person in people
        if person.birth.year in born
        and (grade := grade_level(person, day)) is not None
        and person.area_on(day)
        and school_on(person, day) == school
    ]
    return sorted(found, key=lambda pupil: pupil[1])


def _days_away(person: Person, month: date, days: int) -> Row:
    rng = seeded_random(person.cpr, month)
    plays_truant = chance(person.cpr, "truant") < _PLAYS_TRUANT
    habit, parts = (0.2, _TRUANT) if plays_truant else (person.absence, _AWAY)
    share = min(0.8, rng.gammavariate(1.5, habit / 1.5))
    return {name: int(part * share * days * 4 + rng.random() * 0.9) / 4 for name, part in parts.items()}


def _grade(person: Person, discipline: str, after_resits: bool) -> str:
    if chance(person.cpr, "excused") < _EXCUSED:
        return "fritaget"
    rng, often = seeded_random(person.cpr, discipline), _MORE_OFTEN if discipline in _ORAL else 1
    score = 6.3 + 3.2 * person.ability + rng.gauss(0, 1.6)
    grade = _SCALE[min(_SCALE, key=lambda step: abs(step - score))]
    away = [often * chance for chance in _STAYS_AWAY.values()]
    status = rng.choices([*_STAYS_AWAY, None], [*away, 1 - sum(away)])[0]
    return grade if status is None or (after_resits and status == "syg") else status
