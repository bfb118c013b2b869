"""Language assessments, aggregated by area."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.demo.code_labels import labels
from pipelines.demo.people import Person
from pipelines.demo.random_source import seeded_random
from pipelines.demo.row_type import Row


def language(people: Iterable[Person], day: date) -> list[Row]:
    """Return the three-year-olds of the school year before a day, counted by area and gender."""
    spring = date(day.year, 3, 1)
    three = [person for person in people if person.birth <= spring and person.age_on(spring) == 3]
    rows = [
        _counted([p for p in three if p.area_on(spring) == area and p.gender == sex])
        | {"area": area, "school_year": day.year - 1, "gender": gender}
        for area in labels("areas")
        for sex, gender in (("female", "K"), ("male", "M"))
    ]
    return [row for row in rows if row["children"]]


def _counted(children: list[Person]) -> Row:
    assessed = [child for child in children if seeded_random(child.cpr, "assessed").random() < 0.72]
    talks = [
        child for child in assessed if seeded_random(child.cpr, "talks").gauss(0.6 + child.ability * 0.6) > 0
    ]
    return {"children": len(children), "assessed": len(assessed), "age_appropriate": len(talks)}
