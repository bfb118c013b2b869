"""What the municipality and a club could tell about the people of the town."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.demo.codes import labels
from pipelines.demo.dice import dice
from pipelines.demo.people import Person
from pipelines.demo.rows import Row


def residents(people: Iterable[Person], day: date) -> list[Row]:
    """The population register on a day: everybody aged 0-29."""
    return [
        {
            "cpr": person.cpr,
            "snapshot_date": day,
            "area": labels("areas")[area],
            "origin": person.origin,
            "upbringing_municipality": None if person.origin == "indvandrer" else 561,
            "finished_school_dk": _finished_school(person, day),
            "highest_completed": _highest_completed(person, day),
            "address": person.address,
        }
        for person in people
        if (area := person.area_on(day)) and person.birth <= day and person.age_on(day) < 30
    ]


def memberships(people: Iterable[Person], year: int) -> list[Row]:
    """A football club's members in a year: some of the children aged 6-17."""
    day = date(year, 1, 1)
    members = [p for p in people if p.area_on(day) and 6 <= p.age_on(day) <= 17 and _plays(p)]
    return [
        {
            "club": "Østerbyens Boldklub",
            "year": year,
            "member_no": 1000 + number,
            "birth_date": person.birth,
            "gender": "K" if person.gender == "female" else "M",
        }
        for number, person in enumerate(members)
    ]


def _plays(person: Person) -> bool:
    return dice(person.cpr, "football").random() < 0.12


def _finished_school(person: Person, day: date) -> str | None:
    if person.age_on(day) < 16:
        return None
    abroad = person.origin == "indvandrer" and dice(person.cpr, "school").random() < 0.5
    return "Nej" if abroad else "Ja"


def _highest_completed(person: Person, day: date) -> str | None:
    age = person.age_on(day)
    if age < 19 or person.ability < -0.9:
        return None
    if age >= 25 and person.ability > 0.7:
        return "MVU" if person.ability < 1.4 else "LVU"
    if person.ability > 0:
        return "STX" if person.gender == "female" else "HHX"
    return "EUD" if age >= 21 else None
