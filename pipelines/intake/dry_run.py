"""Check a file as if it lay in the inbox, without storing anything. No key is needed, nor any archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BufferedReader
from pathlib import Path

from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.verdict import describe, judge
from pipelines.intake.examination.examine import examine, examine_as
from pipelines.intake.examination.examined import Examined
from pipelines.intake.identity.digests import digest
from pipelines.intake.identity.key_files import KeysMissing, keys_of
from pipelines.intake.inbox.listing import WaitingFile
from pipelines.intake.learned.answers import answers
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.settings import Settings
from schemas.feeds import all_feeds
from schemas.partners import Agreement, Partner

NOT_STORED = "ikke gemt"


@dataclass(frozen=True)
class DryRun:
    """The result for one feed's part of the file: its manifest, the sent file, and the previous drop of that feed."""

    manifest: Manifest
    sent: SentFile
    before: Manifest | None


def try_file(settings: Settings, path: Path, folder: str | None) -> Iterator[DryRun]:
    """Check a file as a drop from the partner with this folder, or from a partner with all feeds where it is None.

    With a partner, the file is also compared with the earlier drops in the archive.
    """
    file = _as_waiting(path, folder or "")
    history = History.look(settings)
    with path.open("rb") as original:
        known = _digest(settings, original)
    for part in _examined(settings, file, folder):
        manifest = describe(file, part, known, NOT_STORED, history)
        verdict, _ = judge(manifest, part, history, settings.limits, file.size)
        yield DryRun(verdict, SentFile(path, part.layouts), history.before(verdict) if folder else None)


def _digest(settings: Settings, original: BufferedReader) -> str:
    """The file's digest as the archive has it; one that equals none there, where the keys are not here."""
    try:
        return keys_of(settings).file_digest(digest(original))
    except KeysMissing:
        return digest(original)


def _examined(settings: Settings, file: WaitingFile, folder: str | None) -> list[Examined]:
    received = file.received_at.date()
    if folder is None:
        return examine_as(_partner_with_all_feeds(), file.path, received, settings.limits)
    return examine(file.path, folder, received, settings.limits, answers(settings))


def _partner_with_all_feeds() -> Partner:
    agreed = Agreement("prøve", date.min)
    return Partner("", "Prøve", "prøve", dict.fromkeys(all_feeds(), agreed))


def _as_waiting(path: Path, folder: str) -> WaitingFile:
    found = path.stat()
    return WaitingFile(
        path, folder, path.name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
    )
