"""Migrations of the store: finish an interrupted restore, and bring an older format up to date.

`format.json` holds the format; a store without it is of format 1. The store is migrated when the lock is taken, so that
nothing writes to a store of an unknown format.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipelines.atomic_io import remove, sync, write_json
from pipelines.intake.archive.drop_folder import MANIFEST, read_manifests
from pipelines.intake.identity.key_files import keys_of
from pipelines.privacy.recount import rewrite_receipt
from pipelines.privacy.stored_rows import remove_derived_tables, replace_table, tables
from pipelines.settings import Settings


class NotOurFormat(Exception):
    """The store is newer than the program, or cannot be migrated. The message says what to do."""


@dataclass(frozen=True)
class Step:
    """A migration from one format to the next. `name_da` is shown to the operator; `apply` is safe to repeat after an
    interruption, and raises NotOurFormat where it is impossible."""

    name_da: str
    apply: Callable[[Settings], None]


def _key_digests(settings: Settings) -> None:
    """Replace plain digests of files by keyed ones, in receipts first: the manifest shows which drops are left."""
    keys = keys_of(settings)
    for drop in read_manifests(settings):
        if len(drop.sha256) == _PLAIN_DIGEST:
            keyed = replace(drop, sha256=keys.file_digest(drop.sha256))
            rewrite_receipt(settings, keyed)
            write_json(settings.raw / drop.folder / MANIFEST, keyed.as_json())


def _remove_origin(settings: Settings) -> None:
    """Remove the column `origin`, which no figure used, from stored rows of residents and what is derived from them."""
    residents = (drop for drop in read_manifests(settings) if drop.feed == "residents")
    files = [path for drop in residents for path in tables(settings, drop)]
    holding = [path for path in files if "origin" in pl.read_parquet_schema(path)]
    # First, so that an interrupted migration removes them too when it is done again.
    if holding:
        remove_derived_tables(settings)
    for path in holding:
        replace_table(path, pl.read_parquet(path).drop("origin"))


# Hexadecimal digits of a SHA-256.
_PLAIN_DIGEST = 64
# The first migrates format 1 to 2. A step is never removed, because a backup may be old.
STEPS: Sequence[Step] = (
    Step("filernes fingeraftryk kan kun kendes med nøglen", _key_digests),
    Step("herkomst bliver ikke længere gemt", _remove_origin),
)


def newest(steps: Sequence[Step] = STEPS) -> int:
    """Return the format that this program writes."""
    return 1 + len(steps)


def format_of(settings: Settings, steps: Sequence[Step] = STEPS) -> int:
    """Return the format of a store; an empty one has the newest. Raises NotOurFormat where `format.json` is invalid."""
    if not settings.format.exists():
        return 1 if any(read_manifests(settings)) else newest(steps)
    try:
        return int(json.loads(settings.format.read_text(encoding="utf-8"))["format"])
    except (ValueError, KeyError, TypeError):
        raise NotOurFormat(
            f"{settings.format} kan ikke læses. Hent filen fra jeres sikkerhedskopi."
        ) from None


def check_format(found: int, steps: Sequence[Step] = STEPS) -> None:
    """Raise NotOurFormat where a store was written by a newer program."""
    if found > newest(steps):
        raise NotOurFormat(
            f"Programmet er ældre end dataene: de har format {found}, og programmet kender til og med {newest(steps)}. "
            "Intet er ændret. Hent den nyeste udgave af programmet, og prøv igen."
        )


def open_store(settings: Settings, steps: Sequence[Step] = STEPS) -> list[str]:
    """Migrate the store to the newest format; return the names of the steps applied. The caller holds the lock.

    Raises NotOurFormat; finished steps are not repeated.
    """
    _move_restored(settings)
    found = format_of(settings, steps)
    check_format(found, steps)
    for number, step in enumerate(steps[found - 1 :], found + 1):
        step.apply(settings)
        write_json(settings.format, {"format": number})
    if not settings.format.exists():
        write_json(settings.format, {"format": newest(steps)})
    return [step.name_da for step in steps[found - 1 :]]


def _move_restored(settings: Settings) -> None:
    """Move the folders of a prepared restore into place; the data folder was empty when the restore began."""
    if not settings.restored.exists():
        return
    for path in sorted(settings.restored.iterdir()):
        remove(settings.data / path.name)
        path.rename(settings.data / path.name)
    sync(settings.data)
    settings.restored.rmdir()
