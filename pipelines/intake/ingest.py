"""Ingest waiting files: read, archive, write the receipt, and only then remove the file from the inbox."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Self

from pipelines.intake.archive.drop_folder import WAITING, is_live
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.archive.store import store_drop
from pipelines.intake.decision.erased_and_renumbered import drop_rows_of_erased, merge_renumbered
from pipelines.intake.decision.verdict import decide, receipt_id
from pipelines.intake.examination.examine import examine
from pipelines.intake.examination.examined import Examined
from pipelines.intake.identity.keyring import Keys, digest
from pipelines.intake.identity.person_register import Persons
from pipelines.intake.inbox.listing import RETUR, WaitingFile, check_inbox, waiting_files
from pipelines.intake.learned.answers import Answer, answers, used_in
from pipelines.intake.problems.problem import file_problem
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.intake.receipt.write_receipt import receipt_of, write_receipt
from pipelines.progress import Progress, no_progress
from pipelines.settings import Settings

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
        yield from store_file(ReadFile.of(file, original, settings), settings, history, keys, persons)


@dataclass(frozen=True)
class ReadFile:
    """A file that was read and checked by itself and is held open; it is not yet compared with earlier drops.

    `given` are the answers on partners' own headers and codes that it was read with.
    """

    file: WaitingFile
    original: BufferedReader
    sha256: str
    given: list[Answer]
    parts: list[Examined]

    @classmethod
    def of(cls, file: WaitingFile, original: BufferedReader, settings: Settings) -> Self:
        """Read and check a file. This is most of the work and needs neither the lock nor the archive."""
        given = answers(settings)
        return cls(file, original, digest(original), given, _examine(file, settings, given))


def store_file(
    read: ReadFile, settings: Settings, history: History, keys: Keys, persons: Persons
) -> Iterator[Manifest]:
    """Compare a file with earlier drops, archive it, write its receipts, and remove it from the inbox."""
    if not read.file.is_unchanged:
        return
    yield from _store_parts(read, settings, history, keys, persons)
    if read.file.is_unchanged:
        read.file.path.unlink()


def _store_parts(
    read: ReadFile, settings: Settings, history: History, keys: Keys, persons: Persons
) -> Iterator[Manifest]:
    """Archive each feed's part of a file and write its receipt."""
    file = read.file
    kept = [drop_rows_of_erased(part, persons, keys, file.partner) for part in read.parts]
    # Where rows of erased persons were removed, neither the sealed original nor excerpts of the sheet are kept.
    whole = all(part is before for part, before in zip(kept, read.parts, strict=True))
    for merged in (merge_renumbered(part, persons, keys, file.partner) for part in kept):
        manifest, part = history.find(receipt_id(file, merged, read.sha256, keys)), merged
        if manifest is None:
            manifest, part = decide(file, merged, read.sha256, history, keys, settings.limits)
            manifest = _with_answers_used(manifest, part, history, read.given)
            # The bytes of a duplicate are in the archive already.
            seal = (
                partial(_seal, file, read.original, keys, manifest.may_be_read_again)
                if whole and manifest.verdict != "duplicate"
                else None
            )
            store_drop(settings, manifest, part.feed, part.checked, seal, keys)
            history.add(manifest)
        shown = SentFile(file.path, part.layouts) if whole else SentFile(Path())
        write_receipt(settings, manifest, shown, history.before(manifest))
        yield manifest


def _with_answers_used(
    manifest: Manifest, part: Examined, history: History, given: Sequence[Answer]
) -> Manifest:
    """Name the answers that the rows were read with, and those of the earlier parts that count with them."""
    if not (manifest.accepted or manifest.verdict == "held"):
        return manifest
    sources = [history.find(parts.source) for parts in manifest.kept.values()]
    of_parts = {name for source in sources if source for name in source.rests_on}
    return replace(manifest, rests_on=sorted({*used_in(given, manifest.partner, part.layouts), *of_parts}))


def _seal(file: WaitingFile, original: BufferedReader, keys: Keys, again: bool, target: Path) -> None:
    keys.seal(original, target)
    if again:
        keys.seal_waiting(original, target.with_name(WAITING))
    if not file.is_unchanged:
        # The partner changed the file while it was being sealed: the sealed bytes may differ from those that were
        # read.
        raise InterruptedError("the file is being changed")


def _examine(file: WaitingFile, settings: Settings, given: list[Answer]) -> list[Examined]:
    try:
        return examine(file.path, file.partner, file.received_at.date(), settings.limits, given)
    except OSError:
        raise
    except Exception as problem:
        # A program fault must not affect other files or the sender. Only its place is logged, for its text may
        # hold cell values.
        log.error("En fil fra %s gav en fejl hos os: %s", file.partner, error_place(problem))
        return [Examined(None, "", True, problems=[file_problem("our_error")])]


def error_place(problem: BaseException) -> str:
    """Return the kind of an exception and the line it was raised on, without its message."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" i {PurePosixPath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return type(problem).__name__ + place
