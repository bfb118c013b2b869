"""The register of erased and renumbered persons.

One JSON file, replaced whole. It holds pseudonyms and erasure keys, which cannot be traced to anyone without the
keys. `pending` are the pseudonyms whose stored rows are still to be removed or renamed, so that interrupted work is
completed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import NamedTuple, Self

from pipelines.atomic_io import write_json
from pipelines.intake.identity.key_files import KeysMissing
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.values.cpr import is_temporary
from pipelines.settings import Settings


class NumberPseudonyms(NamedTuple):
    """The pseudonym of a personal number, and the key that is stored of the number if it is erased."""

    person_key: str
    erasure_key: str


def pseudonyms_of(keys: Keys, cpr: str, partner: str) -> NumberPseudonyms:
    """Return the pseudonyms of a personal number (ten digits). A replacement number is valid for one partner only."""
    within = partner if is_temporary(cpr) else ""
    # The original pseudonym, before any number was replaced.
    return NumberPseudonyms(replace(keys, renamed={}).person_key(cpr, within), keys.erasure_key(cpr, within))


@dataclass(frozen=True)
class Persons:
    """The content of the register.

    `erased` maps erasure keys to the day (ISO) of erasure; each tuple of `same` is one person's numbers, the current
    one first. `changes` increases with each change to the stored rows.
    """

    key_fingerprint: str
    erased: Mapping[str, str] = field(default_factory=dict)
    same: tuple[tuple[NumberPseudonyms, ...], ...] = ()
    pending: tuple[str, ...] = ()
    changes: int = 0

    @classmethod
    def read(cls, settings: Settings, keys: Keys) -> Self:
        """Read the register; empty where there is none. Raises KeysMissing where it was written with other keys."""
        if not settings.person_register.exists():
            return cls(keys.fingerprint)
        plain = json.loads(settings.person_register.read_text(encoding="utf-8"))
        if plain["key_fingerprint"] != keys.fingerprint:
            raise KeysMissing(
                f"{settings.person_register} er skrevet med andre nøgler end dem i {settings.keys}."
            )
        same = tuple(tuple(NumberPseudonyms(*names) for names in person) for person in plain["same"])
        return cls(**plain | {"same": same, "pending": tuple(plain["pending"])})

    @staticmethod
    def fingerprint_in(settings: Settings) -> str:
        """Return the fingerprint of the key that the register was written with."""
        return str(json.loads(settings.person_register.read_text(encoding="utf-8"))["key_fingerprint"])

    def save(self, settings: Settings) -> None:
        """Write the register, replacing the previous one."""
        write_json(settings.person_register, asdict(self))

    @property
    def renamed(self) -> dict[str, str]:
        """Map the pseudonyms of replaced numbers to the person's current one."""
        return {old.person_key: person[0].person_key for person in self.same for old in person[1:]}

    def numbers_of_person(self, name: NumberPseudonyms) -> tuple[NumberPseudonyms, ...]:
        """Return the pseudonyms of all numbers of the person who has this one, the current one first."""
        return next((person for person in self.same if name in person), (name,))

    def without(self, names: Iterable[NumberPseudonyms], day: str) -> Self:
        """Return the register with a person erased: their erasure keys are kept, their pseudonyms are pending."""
        gone = tuple(names)
        return replace(
            self,
            erased={name.erasure_key: day for name in gone} | dict(self.erased),
            same=tuple(person for person in self.same if person != gone),
            pending=tuple(dict.fromkeys([*self.pending, *(name.person_key for name in gone)])),
            changes=self.changes + 1,
        )

    def with_renumbered(self, old: NumberPseudonyms, new: NumberPseudonyms) -> Self:
        """Return the register with one number replaced by a newer one."""
        before, after = self.numbers_of_person(old), self.numbers_of_person(new)
        one = (new, *(name for name in dict.fromkeys([*after, *before]) if name != new))
        others = tuple(person for person in self.same if person not in (before, after))
        return replace(self, same=(*others, one), changes=self.changes + 1)


def changes(settings: Settings) -> int:
    """Return how often stored rows were changed because of erasures and replaced numbers."""
    if not settings.person_register.exists():
        return 0
    return int(json.loads(settings.person_register.read_text(encoding="utf-8"))["changes"])
