"""The municipality's register of residents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.demo.code_labels import in_group
from pipelines.demo.lives.youth import has_completed
from pipelines.demo.people import Person
from pipelines.demo.random_source import chance
from pipelines.demo.row_type import Row


def residents(people: Iterable[Person], day: date) -> list[Row]:
    """Return everybody aged 0-29 who is registered on a day."""
    return [
        {
            "cpr": person.cpr,
            "snapshot_date": day,
            "area": area,
            "upbringing_municipality": None if person.origin == "indvandrer" else 561,
            "finished_school_dk": _finished_school(person, day),
            "highest_completed": _highest_completed(person, day),
            "address": person.address,
        }
        for person in people
        if (area := person.area_on(day)) and person.birth <= day and person.age_on(day) < 30
    ]


def _finished_school(person: Person, day: date) -> str | None:
    if person.age_on(day) < 16:
        return None
    abroad = person.origin == "indvandrer" and chance(person.cpr, "school") < 0.5
    return "Nej" if abroad else "Ja"


def _highest_completed(person: Person, day: date) -> str | None:
    completed = has_completed(person, day)
    higher = [education for education in completed if education in in_group("education_types", "higher")]
    return (higher or completed)[-1] if completed else None
