"""Ingest waiting files: read, archive, write the receipt, and only then remove the file from the inbox."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.intake.archive.drop_folder import is_live
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.examined_file import ExaminedFile
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.intake.inbox.listing import RETUR, WaitingFile, check_inbox, waiting_files
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.intake.receipt.write_receipt import receipt_of, write_receipt
from pipelines.intake.store_file import store_file
from pipelines.progress import Progress, no_progress
from pipelines.settings import Settings
from pipelines.text.error_place import error_place

log = logging.getLogger(__name__)
# The name of a receipt's temporary file while it is being written.
_TEMPORARY_RECEIPT = re.compile(r"\.\d{8}-\w+(\.xlsx)?\.part")


@dataclass(frozen=True)
class Ingested:
    """The drops that were archived, and the exceptions of files that stay in the inbox for the next run."""

    drops: list[Manifest] = field(default_factory=list)
    left: list[Exception] = field(default_factory=list)

    def leave(self, file: WaitingFile, problem: Exception) -> None:
        """Record why a file stays in the inbox: a full disk, a locked file, a program fault.

        A file that its partner has removed meanwhile is not recorded.
        """
        if file.path.exists():
            log.warning("En fil fra %s kunne ikke tages ind nu: %s", file.partner, error_place(problem))
            self.left.append(problem)


def ingest_waiting(settings: Settings, keys: Keys, progress: Progress = no_progress) -> Ingested:
    """Ingest every settled file in the inbox; one that fails does not stop the others.

    `progress` is called for each file. Raises KeysMissing where the archive was written with other keys, InboxGone
    where the inbox has disappeared.
    """
    history, persons = History.read(settings, keys), Persons.read(settings, keys)
    keys = replace(keys, renamed=persons.renamed)
    _remove_temporary_files(settings)
    ingested, files = Ingested(), waiting_files(settings)
    for place, file in enumerate(files):
        progress("take", place, len(files))
        try:
            for manifest in _ingest(file, settings, history, keys, persons):
                ingested.drops.append(manifest)
        except Exception as problem:
            ingested.leave(file, problem)
    check_inbox(settings)
    _write_missing_receipts(settings, history)
    return ingested


def _remove_temporary_files(settings: Settings) -> None:
    """Remove temporary files of an interrupted run. The content is made again from the files in the inbox."""
    shutil.rmtree(settings.raw / ".incoming", ignore_errors=True)
    for temporary in settings.inbox.glob(f"*/{RETUR}/.*.part"):
        if _TEMPORARY_RECEIPT.fullmatch(temporary.name):
            with suppress(OSError):
                temporary.unlink()


def _write_missing_receipts(settings: Settings, history: History) -> None:
    """Write missing receipts of drops that an interrupted run archived and whose file has left the inbox."""
    for drop in history.drops:
        if not receipt_of(settings, drop).exists():
            released = drop.verdict == "held" and is_live(settings, drop)
            shown = drop.released() if released else drop
            with suppress(OSError):
                write_receipt(settings, shown, SentFile(Path()), history.before(drop))


def _ingest(
    file: WaitingFile, settings: Settings, history: History, keys: Keys, persons: Persons
) -> Iterator[Manifest]:
    with file.path.open("rb") as original:
        yield from store_file(ExaminedFile.of(file, original, settings), settings, history, keys, persons)
