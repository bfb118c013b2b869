"""Files that may be read again: refused ones that an answer may make readable, and those that were read with an answer.

Each is sealed beside its drop.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from pipelines.intake.archive.drop_folder import WAITING, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.learned.answers import NoAnswer
from pipelines.settings import Settings

# What a name ends with that was put back before.
_READ_BEFORE = re.compile(r" \(\d{8}-\w+\)$")


def refused_drop(settings: Settings, receipt_id: str) -> Manifest:
    """Return the refused drop with that receipt whose file waits. Raises NoAnswer."""
    drop = next((drop for drop in read_manifests(settings) if drop.receipt_id == receipt_id), None)
    if drop is None or not _waits(settings, drop):
        raise NoAnswer(f"Ingen fil venter på svar med kvittering {receipt_id}. Se: medvind answers")
    return drop


def waiting_drops(settings: Settings) -> list[Manifest]:
    """Return the refused drops whose files wait for an answer, in the order they were ingested."""
    return [drop for drop in read_manifests(settings) if _waits(settings, drop)]


def _waits(settings: Settings, drop: Manifest) -> bool:
    return drop.awaits_answer and has_file(settings, drop)


def has_file(settings: Settings, drop: Manifest) -> bool:
    """Say whether the file of a drop is kept so that the system can read it again."""
    return (settings.raw / drop.folder / WAITING).exists()


def put_back(settings: Settings, drop: Manifest, keys: Keys) -> Path:
    """Put a waiting file back into its partner's folder with the time it was received, to be ingested again."""
    folder = settings.inbox / drop.partner
    folder.mkdir(parents=True, exist_ok=True)
    name = PurePosixPath(drop.file_name)
    target = folder / f"{_READ_BEFORE.sub('', name.stem)} ({drop.receipt_id}){name.suffix}"
    temporary = folder / f".{drop.receipt_id}.part"
    keys.open_waiting(settings.raw / drop.folder / WAITING, temporary)
    os.utime(temporary, (drop.received_at.timestamp(),) * 2)
    temporary.rename(target)
    return target


def discard(settings: Settings, drop: Manifest) -> None:
    """Remove a waiting file."""
    (settings.raw / drop.folder / WAITING).unlink(missing_ok=True)


def discard_all(settings: Settings) -> None:
    """Remove every waiting file: it is not known which persons are in them."""
    for path in settings.raw.glob(f"[!.]*/*/{WAITING}"):
        path.unlink()
