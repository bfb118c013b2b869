"""Leisure: clubs and part-time jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pipelines.demo.people import Person
from pipelines.demo.random_source import chance, seeded_random

# Invented companies: numbers that begin with zero are never issued, though the check digit is correct.
EMPLOYERS = {
    "00314102": "Fjordens Brugs",
    "00527300": "Havnebageriet",
    "00641901": "Østerbyens Pizzeria",
    "00738204": "Kajens Cykler",
    "00816507": "Tovværkets Café",
}
_JOB_AT_AGE = {13: 0.12, 14: 0.22, 15: 0.34, 16: 0.42, 17: 0.46}
# The share of girls and of boys at the age of members.
CLUBS = {
    "klub-boldklub": ("Østerbyens Boldklub", 0.13, 0.29),
    "klub-svoem": ("Svømmeklubben Havet", 0.14, 0.11),
    "klub-gymnastik": ("Østerbyens Gymnastikforening", 0.22, 0.06),
    "klub-spejder": ("Spejderne ved Fjorden", 0.05, 0.06),
}


@dataclass(frozen=True)
class Job:
    """An agreement on a part-time job. `registered_by`: the partner that has it in its list."""

    cvr: str
    start: date
    end: date
    hours: float
    registered_by: str


@cache
def jobs(person: Person) -> tuple[Job, ...]:
    """Return every agreement from the age of 13 to 17, at most one begun in a year, each with another employer."""
    return tuple(_jobs(person, seeded_random(person.cpr, "job").randrange(len(EMPLOYERS))))


def _jobs(person: Person, first: int) -> Iterator[Job]:
    for age, share in _JOB_AT_AGE.items():
        rng = seeded_random(person.cpr, "job", age)
        if rng.random() < share * (1.15 if person.ability > 0 else 0.85):
            start = date(person.birth.year + age, person.birth.month, 1) + timedelta(
                days=rng.randint(31, 300)
            )
            end = start + timedelta(days=rng.randint(90, 520))
            partner = rng.choices(["sekretariat", "kommunen"], [70, 30])[0]
            yield Job(
                list(EMPLOYERS)[(first + age) % len(EMPLOYERS)], start, end, rng.randint(4, 20) / 2, partner
            )


def is_member(person: Person, club: str, year: int) -> bool:
    """Say whether a child aged 6-18 is a member in a year; most members stay."""
    _, girls, boys = CLUBS[club]
    share = girls if person.gender == "female" else boys
    joins = 6 <= year - person.birth.year <= 18 and chance(person.cpr, club) < share
    return joins and chance(person.cpr, club, year) < 0.93
