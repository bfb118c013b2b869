"""The town's people: they are born, grow older, move within the town and move away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pipelines.demo.code_labels import in_group
from pipelines.demo.invented_cpr import invented_cpr
from pipelines.demo.names import address, full_name
from pipelines.demo.random_source import seeded_random

# In reality Østerbyen is smaller than the rest; here it has most residents, so that more cells can be shown.
_AREAS = {"OE1": 17, "OE2": 15, "OE3": 15, "OE4": 14, "V": 19, "N": 11, "S": 9}
_AGES = range(30)
# For the same reason there are more children aged 2-16 than others of an age.
_AGE_WEIGHTS = [1.4 if 2 <= age <= 16 else 1 for age in _AGES]
_MOVES_WITHIN, _MOVES_AWAY, _ARRIVES, _IS_BORN = 0.06, 0.05, 0.05, 0.03


@dataclass(frozen=True)
class Person:
    """One invented resident. `stays`: the start day and area of each stay; None after moving away."""

    cpr: str
    birth: date
    gender: str
    name: str
    address: str
    origin: str
    ability: float
    absence: float
    stays: tuple[tuple[date, str | None], ...]

    def area_on(self, day: date) -> str | None:
        """Return the area where the person is registered on a day, None when not in the municipality."""
        area = None
        for since, where in self.stays:
            area = where if since <= day else area
        return area

    def age_on(self, day: date) -> int:
        """Return the age in completed years."""
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


def town(seed: int, residents: int, start: date, until: date) -> list[Person]:
    """Return everybody who lives in the municipality at some time between two days."""
    people: dict[str, Person] = {}
    for number, (birth, since) in enumerate(_lives(seed, residents, start, until)):
        rng = seeded_random(seed, "person", number)
        gender = rng.choice(["female", "male"])
        cpr = invented_cpr(rng, birth, gender)
        while cpr in people:
            cpr = invented_cpr(rng, birth, gender)
        people[cpr] = _person(rng, cpr, birth, gender, _stays(rng, since, start, until))
    return list(people.values())


def _lives(seed: int, residents: int, start: date, until: date) -> Iterator[tuple[date, date]]:
    rng = seeded_random(seed, "town")
    years = (until - start).days / 365
    for _ in range(residents):
        birth = _birth(rng, start)
        yield birth, birth
    for _ in range(round(residents * years * _ARRIVES)):
        arrival = _some_day(rng, start, until)
        yield _birth(rng, arrival), arrival
    for _ in range(round(residents * years * _IS_BORN)):
        birth = _not_new_year(_some_day(rng, start, until))
        yield birth, birth


def _person(
    rng: Random, cpr: str, birth: date, gender: str, stays: tuple[tuple[date, str | None], ...]
) -> Person:
    east = stays[0][1] in in_group("areas", "neighbourhood")
    return Person(
        cpr=cpr,
        birth=birth,
        gender=gender,
        name=full_name(rng, gender),
        address=address(rng),
        origin=rng.choices(["dansk", "indvandrer", "efterkommer"], [55, 17, 28] if east else [84, 7, 9])[0],
        ability=rng.gauss(-0.15 if east else 0.2, 1),
        absence=rng.betavariate(2.2, 33 if east else 38),
        stays=stays,
    )


def _stays(rng: Random, since: date, start: date, until: date) -> tuple[tuple[date, str | None], ...]:
    stays: list[tuple[date, str | None]] = [(since, _area(rng))]
    year = max(since, start)
    while year < until and stays[-1][1] is not None:
        chance = rng.random()
        day = year + timedelta(days=rng.randint(1, 365))
        if chance < _MOVES_AWAY:
            stays.append((day, None))
        elif chance < _MOVES_AWAY + _MOVES_WITHIN:
            stays.append((day, _area(rng)))
        year += timedelta(days=366)
    return tuple(stays)


def _area(rng: Random) -> str:
    return rng.choices(list(_AREAS), list(_AREAS.values()))[0]


def _birth(rng: Random, day: date) -> date:
    age = rng.choices(_AGES, _AGE_WEIGHTS)[0]
    return _not_new_year(day - timedelta(days=round(age * 365.25) + rng.randrange(365)))


def _some_day(rng: Random, start: date, until: date) -> date:
    return start + timedelta(days=rng.randrange((until - start).days))


def _not_new_year(day: date) -> date:
    return day + timedelta(days=1) if (day.month, day.day) == (1, 1) else day
