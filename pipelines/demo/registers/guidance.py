"""The guidance centre's register of everybody aged 15-29."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.demo.code_labels import in_group
from pipelines.demo.lives.leisure_life import jobs
from pipelines.demo.lives.school import leaves_school
from pipelines.demo.lives.stage import IDLE, WORK
from pipelines.demo.lives.youth import stage_on
from pipelines.demo.people import Person
from pipelines.demo.random_source import chance, seeded_random
from pipelines.demo.row_type import Row

_WORDS = {**dict.fromkeys(("grade10", "fgu", "preparatory"), "forberedende"), "higher": "videregående"}
_IDLE = {"uden tilknytning": 62, "midlertidig aktivitet": 28, "ukendt": 10}


def guidance_status(people: Iterable[Person], day: date) -> list[Row]:
    """Return a row for each person on a status date; a few are missing from the list."""
    return [
        {
            "cpr": person.cpr,
            "status_date": day,
            "status": status,
            "weekly_hours": hours,
            "full_name": person.name,
        }
        for person in people
        if person.area_on(day) and person.birth <= day and 15 <= person.age_on(day) < 30
        if chance(person.cpr, "listed", day.year) > 0.02
        for status, hours in [_doing(person, day)]
    ]


def _doing(person: Person, day: date) -> tuple[str, float | None]:
    stage = stage_on(person, day)
    if day < leaves_school(person) or stage is None:
        # Between school and the next stage the status is an estimate.
        return "grundskole" if day < leaves_school(person) else "ungdomsuddannelse", _after_school(
            person, day
        )
    if stage.doing == WORK:
        return "beskæftigelse", stage.hours
    if stage.doing == IDLE:
        return seeded_random(person.cpr, stage.start).choices(list(_IDLE), list(_IDLE.values()))[0], None
    level = next(
        level for level in (*_WORDS, "") if not level or stage.doing in in_group("education_types", level)
    )
    return _WORDS.get(level, "ungdomsuddannelse"), None


def _after_school(person: Person, day: date) -> float | None:
    return next((job.hours for job in jobs(person) if job.start <= day <= job.end), None)
