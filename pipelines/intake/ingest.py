"""Take what waits: read it, archive it, answer it, and only then remove it from the inbox."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Self

from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest, is_live
from pipelines.intake.archive.store import store_drop
from pipelines.intake.decision.erased_and_renumbered import drop_rows_of_erased, merge_renumbered
from pipelines.intake.decision.verdict import decide, receipt_id
from pipelines.intake.examination.examine import examine
from pipelines.intake.examination.examined import Examined
from pipelines.intake.identity.keyring import Keys, digest
from pipelines.intake.identity.person_register import Persons
from pipelines.intake.inbox.listing import RETUR, WaitingFile, check_inbox, waiting_files
from pipelines.intake.problems.problem import file_problem
from pipelines.intake.receipt import SentFile, receipt_of, write_receipt
from pipelines.progress import Progress, no_progress
from pipelines.settings import Settings

log = logging.getLogger(__name__)
# What an answer is called while it is being written.
_HALF = re.compile(r"\.\d{8}-\w+(\.xlsx)?\.part")


@dataclass(frozen=True)
class Ingested:
    """The drops that were taken, and of the files that could not be taken now, why: they stay in the inbox."""

    drops: list[Manifest] = field(default_factory=list)
    left: list[Exception] = field(default_factory=list)

    def leave(self, file: WaitingFile, problem: Exception) -> None:
        """The disk is full, the file is locked, or we have made a mistake: the file stays in the inbox for the next
        run. One that its partner has taken back is no problem."""
        if file.path.exists():
            log.warning("En fil fra %s kunne ikke tages ind nu: %s", file.partner, error_place(problem))
            self.left.append(problem)


def ingest_waiting(settings: Settings, keys: Keys, progress: Progress = no_progress) -> Ingested:
    """Take every settled file in the inbox. `progress` hears of each file. A file that fails stops no other.

    Raises KeysMissing where the archive was written with other keys, InboxGone where the inbox has gone meanwhile.
    """
    history, persons = History.read(settings, keys), Persons.read(settings, keys)
    keys = replace(keys, renamed=persons.renamed)
    _sweep(settings)
    taken, files = Ingested(), waiting_files(settings)
    for place, file in enumerate(files):
        progress("take", place, len(files))
        try:
            for manifest in _take(file, settings, history, keys, persons):
                taken.drops.append(manifest)
        except Exception as problem:
            taken.leave(file, problem)
    check_inbox(settings)
    _answer_the_rest(settings, history)
    return taken


def _sweep(settings: Settings) -> None:
    """Remove what a run that was cut off left half done. From its file it is made anew; should that be gone, it was
    not taken."""
    shutil.rmtree(settings.raw / ".incoming", ignore_errors=True)
    for half in settings.inbox.glob(f"*/{RETUR}/.*.part"):
        if _HALF.fullmatch(half.name):
            with suppress(OSError):
                half.unlink()


def _answer_the_rest(settings: Settings, history: History) -> None:
    """Answer drops that were archived by a run that was cut off, and whose file is not there to remind us."""
    for drop in history.drops:
        if not receipt_of(settings, drop).exists():
            released = drop.verdict == "held" and is_live(settings, drop)
            said = drop.released() if released else drop
            with suppress(OSError):
                write_receipt(settings, said, SentFile(Path()), history.before(drop))


def _take(
    file: WaitingFile, settings: Settings, history: History, keys: Keys, persons: Persons
) -> Iterator[Manifest]:
    with file.path.open("rb") as original:
        yield from store_and_answer(ReadFile.of(file, original, settings), settings, history, keys, persons)


@dataclass(frozen=True)
class ReadFile:
    """A file that was read and checked by itself, and is held open: what came before it is not known yet."""

    file: WaitingFile
    original: BufferedReader
    sha256: str
    parts: list[Examined]

    @classmethod
    def of(cls, file: WaitingFile, original: BufferedReader, settings: Settings) -> Self:
        """Read it: most of the work, and nobody else's business."""
        return cls(file, original, digest(original), _examine(file, settings))


def store_and_answer(
    read: ReadFile, settings: Settings, history: History, keys: Keys, persons: Persons
) -> Iterator[Manifest]:
    """Decide on a file beside what came before it, archive it, answer it, and remove it from the inbox."""
    if not read.file.is_unchanged:
        return
    yield from _parts(read.file, read.parts, read.sha256, read.original, settings, history, keys, persons)
    if read.file.is_unchanged:
        read.file.path.unlink()


def _parts(
    file: WaitingFile,
    sent: list[Examined],
    sha256: str,
    original: BufferedReader,
    settings: Settings,
    history: History,
    keys: Keys,
    persons: Persons,
) -> Iterator[Manifest]:
    """Archive and answer each feed's part of a file."""
    kept = [drop_rows_of_erased(part, persons, keys, file.partner) for part in sent]
    # Neither the file nor a picture of it is kept where it tells of somebody who was erased.
    whole = all(part is before for part, before in zip(kept, sent, strict=True))
    for part in (merge_renumbered(part, persons, keys, file.partner) for part in kept):
        manifest = history.find(receipt_id(file, part, sha256, keys))
        if manifest is None:
            manifest = decide(file, part, sha256, history, keys, settings.limits)
            # The bytes of a duplicate are in the archive already.
            seal = partial(_seal, file, original, keys) if whole and manifest.verdict != "duplicate" else None
            store_drop(settings, manifest, part.feed, part.checked, seal, keys)
            history.add(manifest)
        shown = SentFile(file.path, part.layouts) if whole else SentFile(Path())
        write_receipt(settings, manifest, shown, history.before(manifest))
        yield manifest


def _seal(file: WaitingFile, original: BufferedReader, keys: Keys, target: Path) -> None:
    keys.seal(original, target)
    if not file.is_unchanged:
        # Somebody wrote into it just now: what was sealed may not be what was read.
        raise InterruptedError("the file is being changed")


def _examine(file: WaitingFile, settings: Settings) -> list[Examined]:
    try:
        return examine(file.path, file.partner, file.received_at.date(), settings.limits)
    except OSError:
        raise
    except Exception as problem:
        # A fault of ours must harm neither the neighbours nor the sender; its text may hold values.
        log.error("En fil fra %s gav en fejl hos os: %s", file.partner, error_place(problem))
        return [Examined(None, "", True, problems=[file_problem("our_error")])]


def error_place(problem: BaseException) -> str:
    """The kind of an exception and the line it came from, without its message."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" i {PurePosixPath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return type(problem).__name__ + place
