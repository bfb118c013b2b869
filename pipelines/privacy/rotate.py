"""Changing the key: every stored pseudonym is wrapped by a new one, and no partner has to send anything again.

The keys as they will be are written down first, and take the place of the old ones last. In between a drop is
prepared out of sight and then moved in, file by file: whatever is cut off is taken up there.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.atomic_io import new_folder, sync, write_json
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import MANIFEST, Manifest, read_manifests
from pipelines.intake.identity.key_files import COMING, PSEUDONYM, add_key, keys_of, read_keys
from pipelines.intake.identity.keyring import Keys, wrap_pseudonym
from pipelines.intake.identity.person_register import NumberPseudonyms, Persons
from pipelines.privacy.stored_rows import PERSON, remove_derived_tables, tables
from pipelines.progress import Progress, no_progress
from pipelines.settings import Settings

_READY = ".rekeyed"


def rotate(settings: Settings, progress: Progress = no_progress) -> int:
    """Make a new key and change every stored pseudonym to it; return how many drops. The caller holds the lock.

    Raises KeysMissing where the keys or the archive are not in order.
    """
    if not (settings.keys / COMING).exists():
        History.read(settings, keys_of(settings))
        add_key(settings.keys)
    return finish_rotation(settings, progress)


def finish_rotation(settings: Settings, progress: Progress = no_progress) -> int:
    """Finish a change of key that has begun, where there is one; return how many drops were left to do."""
    if not (settings.keys / COMING).exists():
        return 0
    before, after = (read_keys(settings.keys, name) for name in (PSEUDONYM, COMING))
    drops, left = list(read_manifests(settings)), 0
    for place, drop in enumerate(drops):
        progress("rotate", place, len(drops))
        left += _rekey(settings, drop, after)
    _rekey_persons(settings, before, after)
    remove_derived_tables(settings)
    (settings.keys / COMING).replace(settings.keys / PSEUDONYM)
    sync(settings.keys)
    return left


def _rekey(settings: Settings, drop: Manifest, keys: Keys) -> bool:
    """Let a drop's pseudonyms be of the newest key; say whether they were not."""
    folder = settings.raw / drop.folder
    if drop.key_fingerprint != keys.fingerprint and not (folder / _READY).exists():
        _prepare(settings, drop, keys)
    if not (folder / _READY).exists():
        return False
    for path in list((folder / _READY).iterdir()):
        path.replace(folder / path.name)
        sync(folder)
    (folder / _READY).rmdir()
    return True


def _prepare(settings: Settings, drop: Manifest, keys: Keys) -> None:
    folder = settings.raw / drop.folder
    with new_folder(folder / _READY, folder / ".rekeying") as building:
        for path in tables(settings, drop):
            _wrap(path, building / path.name, keys.later[-1])
        write_json(building / MANIFEST, replace(drop, key_fingerprint=keys.fingerprint).as_json())


def _wrap(source: Path, target: Path, key: bytes) -> None:
    table = pl.read_parquet(source)
    names = table[PERSON].drop_nulls().unique()
    after = [wrap_pseudonym(name, key, "person") for name in names]
    table.with_columns(pl.col(PERSON).replace_strict(names, after, default=None)).write_parquet(target)


def _rekey_persons(settings: Settings, before: Keys, after: Keys) -> None:
    """What is remembered of single persons, under the newest key; it is written whole, so once."""
    if not settings.person_register.exists():
        return
    # Under the newest key already, where the work was cut off just after this.
    if Persons.fingerprint_in(settings) == after.fingerprint:
        return
    persons, key = Persons.read(settings, before), after.later[-1]
    replace(
        persons,
        key_fingerprint=after.fingerprint,
        erased={wrap_pseudonym(mark, key, "erasure"): day for mark, day in persons.erased.items()},
        same=tuple(tuple(_wrapped(name, key) for name in person) for person in persons.same),
        pending=tuple(wrap_pseudonym(name, key, "person") for name in persons.pending),
    ).save(settings)


def _wrapped(name: NumberPseudonyms, key: bytes) -> NumberPseudonyms:
    return NumberPseudonyms(
        wrap_pseudonym(name.person_key, key, "person"), wrap_pseudonym(name.erasure_key, key, "erasure")
    )
