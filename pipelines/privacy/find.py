"""Find the stored rows of a person: in which drops, and whether they count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.intake.archive.drop_folder import HELD, QUARANTINE, ROWS
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.versions import live_scopes
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import NumberPseudonyms, Persons, pseudonyms_of
from pipelines.intake.values.cpr import is_temporary, parse_cpr
from pipelines.intake.values.value import Unreadable
from pipelines.privacy.stored_rows import rows_of_persons, tables
from pipelines.settings import Settings

WHERE = {ROWS: "Tæller med", HELD: "Holdt tilbage", QUARANTINE: "Sat til side"}
REPLACED = "Erstattet af en nyere"


class NoPerson(Exception):
    """The text typed is no valid person number. The message is Danish and does not repeat it."""


@dataclass(frozen=True)
class Found:
    """Rows of a person in one file of one drop; `where` is their state in Danish."""

    drop: Manifest
    rows: int
    where: str


def names_of(persons: Persons, keys: Keys, typed: str, partner: str | None) -> tuple[NumberPseudonyms, ...]:
    """Return every pseudonym of the person whose number was typed, parsed as at ingest. Raises NoPerson."""
    try:
        cpr = str(parse_cpr(typed.strip()).value)
    except Unreadable:
        raise NoPerson("Det er ikke et CPR-nummer. Skriv de ti cifre.") from None
    if is_temporary(cpr) and not partner:
        raise NoPerson("Et erstatningsnummer gælder kun hos én partner. Skriv hvilken med --partner MAPPE.")
    return persons.numbers_of_person(pseudonyms_of(keys, cpr, partner or ""))


def find(settings: Settings, names: tuple[NumberPseudonyms, ...]) -> list[Found]:
    """Return every file with rows of the person, in the order of the drops."""
    history = History.look(settings)
    person_keys = tuple(name.person_key for name in names)
    return [found for drop in history.drops for found in _in_drop(settings, history, drop, person_keys)]


def _in_drop(
    settings: Settings, history: History, drop: Manifest, person_keys: tuple[str, ...]
) -> Iterator[Found]:
    for path in tables(settings, drop):
        if rows := rows_of_persons(path, person_keys):
            yield Found(drop, rows, _where(path, history, drop))


def _where(path: Path, history: History, drop: Manifest) -> str:
    live = live_scopes(history.earlier(drop.partner, drop.feed or ""))
    counts = any(live[scope].receipt_id == drop.receipt_id for scope in drop.scopes if scope in live)
    return REPLACED if path.name == ROWS and not counts else WHERE[path.name]
