"""Benefits as paid by the employment service, before and after the reform of 1 July 2025."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from pipelines.demo.lives.stage import IDLE, Stage
from pipelines.demo.lives.youth import has_completed, youth
from pipelines.demo.people import Person
from pipelines.demo.random_source import seeded_random
from pipelines.demo.row_type import Row

_REFORM = date(2025, 7, 1)
_SINCE = date(2021, 1, 1)
# The employment system's notation for an unknown end date.
_OPEN = date(9999, 12, 31)
_RATES = {"kontanthjælp mindstesats": 60, "kontanthjælp grundsats": 28, "kontanthjælp forhøjet sats": 12}


def benefits(people: Iterable[Person], day: date) -> list[Row]:
    """Return every spell that began by a day."""
    return [
        {
            "cpr": person.cpr,
            "benefit_type": kind,
            "start_date": start,
            "end_date": end if end <= day else _OPEN,
            "full_name": person.name,
        }
        for person in people
        for kind, start, end in _benefits_of(person)
        if start <= day
    ]


@cache
def _benefits_of(person: Person) -> tuple[tuple[str, date, date], ...]:
    """Return every spell of a person, including future ones."""
    return tuple(
        spell
        for stage in youth(person)
        if stage.doing == IDLE and stage.on_benefit and _entitled(person, stage)
        for spell in _spells(person, stage)
    )


def _entitled(person: Person, stage: Stage) -> bool:
    return (
        stage.end >= _SINCE and person.age_on(stage.start) >= 18 and person.area_on(stage.start) is not None
    )


def _spells(person: Person, stage: Stage) -> Iterator[tuple[str, date, date]]:
    """Yield the spells of a stage; a benefit abolished by the reform continues as one of the new rates."""
    rng = seeded_random(person.cpr, "benefit", stage.start)
    before = _before_reform(person, stage.start)
    rate = rng.choices(list(_RATES), list(_RATES.values()))[0]
    insured = before == "kontanthjælp" and rng.random() < 0.5
    if insured or rng.random() < 0.08:
        yield "dagpenge" if insured else "sygedagpenge", stage.start, stage.end
    elif stage.end < _REFORM:
        yield before, stage.start, stage.end
    elif stage.start >= _REFORM:
        yield rate, stage.start, stage.end
    else:
        yield before, stage.start, _REFORM - timedelta(days=1)
        yield rate, _REFORM, stage.end


def _before_reform(person: Person, day: date) -> str:
    if has_completed(person, day):
        return "kontanthjælp"
    return "selvforsørgelses- og hjemrejseydelse" if _came_lately(person, day) else "uddannelseshjælp"


def _came_lately(person: Person, day: date) -> bool:
    return person.origin == "indvandrer" and day - person.stays[0][0] < timedelta(days=5 * 365)
