"""The stages from school to the age of thirty: education, work or neither."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from pipelines.demo.code_labels import in_group
from pipelines.demo.lives.choices import next_doing
from pipelines.demo.lives.school import leaves_school, plans
from pipelines.demo.lives.schooling import study
from pipelines.demo.lives.stage import IDLE, WORK, Stage
from pipelines.demo.people import Person
from pipelines.demo.random_source import seeded_random

_HOURS = {37.0: 55, 30.0: 17, 20.0: 10, 15.0: 8, 10.0: 10}
_LONGEST_WAIT = timedelta(days=60)


@cache
def youth(person: Person) -> tuple[Stage, ...]:
    """Return every stage from school until the thirtieth birthday, in order, including future ones."""
    return tuple(_stages(person, seeded_random(person.cpr, "youth")))


def stage_on(person: Person, day: date) -> Stage | None:
    """Return the stage on a day; None at school, on holiday, and after thirty."""
    return next((stage for stage in youth(person) if stage.start <= day <= stage.end), None)


def has_completed(person: Person, day: date) -> list[str]:
    """Return the youth and higher educations completed by a day, first to last."""
    return [education for end, education in _completions(person) if end <= day]


@cache
def _completions(person: Person) -> tuple[tuple[date, str], ...]:
    """Return the last day and the code of every youth and higher education that the person will have completed."""
    levels = ("upper_general", "upper_vocational", "higher")
    codes = {code for level in levels for code in in_group("education_types", level)}
    return tuple(
        (stage.end, stage.doing)
        for stage in youth(person)
        if stage.is_final and stage.is_completed and stage.doing in codes
    )


def _stages(person: Person, rng: Random) -> Iterator[Stage]:
    done: list[Stage] = []
    if plans(person.cpr).grade10_centre:
        summer = leaves_school(person)
        done.append(Stage("10K", date(summer.year, 8, 10), date(summer.year + 1, 6, 25), exit_code="10"))
    day = done[-1].end if done else leaves_school(person)
    while person.age_on(day) < 30:
        stages = _from(day, next_doing(rng, person, done, day), person.ability, rng)
        done += stages
        day = stages[-1].end + timedelta(days=1)
    yield from done


def _from(day: date, doing: str, ability: float, rng: Random) -> list[Stage]:
    """Return the stages from a day on: an education, with work or idleness during a long wait before it, or a pause."""
    if doing in (WORK, IDLE):
        return [_pause(rng, doing, day, day + timedelta(days=_length(rng, doing)))]
    stages = study(rng, doing, day, ability)
    waits = stages[0].start - day > _LONGEST_WAIT
    before = rng.choices([WORK, IDLE], [65, 35])[0]
    return [_pause(rng, before, day, stages[0].start - timedelta(days=1)), *stages] if waits else stages


def _length(rng: Random, doing: str) -> int:
    return rng.randint(120, 900) if doing == WORK else rng.randint(75, 560)


def _pause(rng: Random, doing: str, start: date, end: date) -> Stage:
    if doing == WORK:
        return Stage(WORK, start, end, hours=rng.choices(list(_HOURS), list(_HOURS.values()))[0])
    return Stage(IDLE, start, end, on_benefit=rng.random() < 0.85)
