"""Erase a person from every version of every drop, and from future drops.

The erasure is first recorded in the person register and then carried out, so that a second call or the next run
finishes an interrupted one. Publications and releases hold aggregates only, and are not changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl

from pipelines.intake.archive.drop_folder import ORIGINAL, QUARANTINE, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import NumberPseudonyms, Persons
from pipelines.intake.inbox.listing import RETUR
from pipelines.intake.learned.waiting_file import discard_all
from pipelines.privacy.access_log import PURGE, write_line
from pipelines.privacy.recount import recount
from pipelines.privacy.stored_rows import (
    PERSON,
    remove_derived_tables,
    replace_table,
    rows_of_persons,
    tables,
)
from pipelines.settings import Settings
from schemas.feeds import all_feeds


@dataclass(frozen=True)
class Erased:
    """What was erased: the drops with the person, the number of rows, and the sealed originals. `unseen`: the number of
    originals of files whose rows could not be read, so that it is not known whether the person is in them."""

    drops: tuple[Manifest, ...] = ()
    rows: int = 0
    originals: tuple[Manifest, ...] = ()
    unseen: int = 0


def forget(settings: Settings, keys: Keys, names: tuple[NumberPseudonyms, ...], today: date) -> Erased:
    """Erase the person with these pseudonyms. The caller holds the lock."""
    Persons.read(settings, keys).without(names, today.isoformat()).save(settings)
    return finish_erasure(settings, keys)


def renumber(
    settings: Settings, keys: Keys, old: NumberPseudonyms, new: NumberPseudonyms, today: date
) -> None:
    """Link a person's old number to the new one, in stored rows and at ingest; a person erased under one of them is
    erased under both. The caller holds the lock."""
    persons = Persons.read(settings, keys).with_renumbered(old, new)
    names = persons.numbers_of_person(new)
    if any(name.erasure_key in persons.erased for name in names):
        persons = persons.without(names, today.isoformat())
    pending = dict.fromkeys([*persons.pending, *(name.person_key for name in names[1:])])
    replace(persons, pending=tuple(pending)).save(settings)
    finish_erasure(settings, keys)


def finish_erasure(settings: Settings, keys: Keys) -> Erased:
    """Carry out pending entries of the person register: remove the rows of erased persons, and re-key those of replaced
    numbers."""
    persons = Persons.read(settings, keys)
    if not persons.pending:
        return Erased()
    drops = list(read_manifests(settings))
    gone = tuple(key for key in persons.pending if key not in persons.renamed)
    rows = {drop.receipt_id: _rows(settings, drop, gone) for drop in drops}
    # The drops of one file have the same original.
    files = {drop.sha256 for drop in drops if rows[drop.receipt_id] and drop.sha256}
    originals = [drop for drop in drops if drop.sha256 in files and _destroy_original(settings, drop)]
    for drop in drops:
        _rewrite(settings, drop, persons)
        recount(settings, drop, without_digest=drop.sha256 in files)
    discard_all(settings)
    remove_derived_tables(settings)
    replace(persons, pending=()).save(settings)
    holders = tuple(drop for drop in drops if rows[drop.receipt_id])
    return Erased(holders, sum(rows.values()), tuple(originals), _unseen(settings, drops))


def _rows(settings: Settings, drop: Manifest, gone: tuple[str, ...]) -> int:
    return sum(rows_of_persons(path, gone) for path in tables(settings, drop))


def _destroy_original(settings: Settings, drop: Manifest) -> bool:
    """Remove a sealed original and the returned files that quote it; return whether there was an original."""
    for path in (settings.inbox / drop.partner / RETUR).glob(f"*{drop.receipt_id}*"):
        path.unlink()
    original = settings.raw / drop.folder / ORIGINAL
    if not original.exists():
        return False
    entry = {"what": ORIGINAL, "receipt_id": drop.receipt_id, "why": "en person i filen er slettet"}
    write_line(settings, PURGE, datetime.now(), **entry)
    original.unlink()
    return True


def _rewrite(settings: Settings, drop: Manifest, persons: Persons) -> None:
    renamed = {key: persons.renamed[key] for key in persons.pending if key in persons.renamed}
    gone = [key for key in persons.pending if key not in renamed]
    for path in tables(settings, drop):
        if rows_of_persons(path, persons.pending):
            table = pl.read_parquet(path).filter(~pl.col(PERSON).is_in(gone).fill_null(False))
            replace_table(path, _renamed(table, renamed, drop, path.name) if renamed else table)


def _renamed(table: pl.DataFrame, renamed: dict[str, str], drop: Manifest, name: str) -> pl.DataFrame:
    """Replace old person keys by the new ones; of rows with equal keys, keep the one delivered under the new number."""
    first = table.with_row_index("place").sort(pl.col(PERSON).is_in(list(renamed)), maintain_order=True)
    first = first.with_columns(pl.col(PERSON).replace(renamed))
    if name != QUARANTINE:
        key = [PERSON if column == "cpr" else column for column in all_feeds()[drop.feed or ""].key]
        first = first.unique(key, keep="first")
    return first.sort("place").drop("place")


def _unseen(settings: Settings, drops: Iterable[Manifest]) -> int:
    """The number of sealed originals of files that were rejected before their rows were read."""
    folders = [settings.raw / drop.folder for drop in drops if drop.verdict == "rejected"]
    return sum((f / ORIGINAL).exists() and not (f / QUARANTINE).exists() for f in folders)
