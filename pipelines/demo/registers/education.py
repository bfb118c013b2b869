"""Enrolments as institutions export them: every spell since 2019 each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pipelines.demo.lives.stage import Stage
from pipelines.demo.lives.youth import youth
from pipelines.demo.people import Person
from pipelines.demo.row_type import Row

_SINCE = date(2019, 1, 1)
# Who teaches what: partner, number, name, educations.
INSTITUTIONS: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "gymnasium": (561401, "Gymnasiet", ("STX", "HF")),
    "erhvervsskole": (561402, "Havneegnens Erhvervsskole", ("HHX", "HTX", "EUD", "EUX")),
    "fgu": (561403, "FGU-skolen", ("FGU",)),
    "kommunen": (561404, "10. klasse-centret", ("10K",)),
}


def enrolments(people: Iterable[Person], partner: str, day: date) -> list[Row]:
    """Return the spells at an institution as known on a day: future dates are empty."""
    number, name, taught = INSTITUTIONS[partner]
    return [
        {
            "cpr": person.cpr,
            "institution_no": number,
            "institution": name,
            "education_type": spell.doing,
            "part": spell.part,
            "start_date": spell.start,
            "end_date": spell.end if spell.end <= day else None,
            "exit_code": spell.exit_code if spell.end <= day else None,
            "contract_date": spell.contract if spell.contract and spell.contract <= day else None,
            "full_name": person.name,
        }
        for person in people
        for spell in _spells(person, taught, day)
    ]


def _spells(person: Person, taught: tuple[str, ...], day: date) -> Iterator[Stage]:
    for stage in youth(person):
        if stage.doing in taught and _SINCE <= stage.start <= day and person.area_on(stage.start):
            yield stage
