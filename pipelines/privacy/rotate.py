"""Key rotation: wrap every stored pseudonym with a new key, so that no partner has to deliver again.

The new key file is written first and replaces the old one last. In between, the files of each drop are re-keyed in a
temporary folder and then moved into place one by one, so that an interrupted rotation can be continued.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.atomic_io import new_folder, sync, write_json
from pipelines.intake.archive.drop_folder import MANIFEST, read_manifests
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.digests import wrap_pseudonym
from pipelines.intake.identity.key_files import COMING, PSEUDONYM, add_key, keys_of, read_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import NumberPseudonyms, Persons
from pipelines.privacy.recount import rewrite_receipt
from pipelines.privacy.stored_rows import PERSON, remove_derived_tables, tables
from pipelines.progress import Progress, no_progress
from pipelines.settings import Settings

_READY = ".rekeyed"


def rotate(settings: Settings, progress: Progress = no_progress) -> int:
    """Add a new key and re-key every stored pseudonym; return the number of drops. The caller holds the lock.

    Raises KeysMissing where the keys or the archive are not in order.
    """
    if not (settings.keys / COMING).exists():
        History.read(settings, keys_of(settings))
        add_key(settings.keys)
    return finish_rotation(settings, progress)


def finish_rotation(settings: Settings, progress: Progress = no_progress) -> int:
    """Finish a started rotation, if any; return the number of drops that were left to re-key."""
    if not (settings.keys / COMING).exists():
        return 0
    before, after = (read_keys(settings.keys, name) for name in (PSEUDONYM, COMING))
    drops, left = list(read_manifests(settings)), 0
    for place, drop in enumerate(drops):
        progress("rotate", place, len(drops))
        left += _rekey(settings, drop, after)
    for drop in read_manifests(settings):
        rewrite_receipt(settings, drop)
    _rekey_persons(settings, before, after)
    remove_derived_tables(settings)
    (settings.keys / COMING).replace(settings.keys / PSEUDONYM)
    sync(settings.keys)
    return left


def _rekey(settings: Settings, drop: Manifest, keys: Keys) -> bool:
    """Re-key the pseudonyms of a drop; return whether that was needed."""
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
        digest = wrap_pseudonym(drop.sha256, keys.later[-1], "file") if drop.sha256 else ""
        after = replace(drop, key_fingerprint=keys.fingerprint, sha256=digest)
        write_json(building / MANIFEST, after.as_json())


def _wrap(source: Path, target: Path, key: bytes) -> None:
    table = pl.read_parquet(source)
    names = table[PERSON].drop_nulls().unique()
    after = [wrap_pseudonym(name, key, "person") for name in names]
    table.with_columns(pl.col(PERSON).replace_strict(names, after, default=None)).write_parquet(target)


def _rekey_persons(settings: Settings, before: Keys, after: Keys) -> None:
    """Re-key the person register; it is replaced by one rename."""
    if not settings.person_register.exists():
        return
    # Already re-keyed: the rotation was interrupted after this step.
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
