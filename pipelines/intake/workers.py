"""Let several workers ingest from one inbox: files are read in parallel and archived one by one, in the order sent.

A worker claims a file, reads it, and waits until no earlier file is claimed any more. Then it holds the lock of the
data folder while it decides and stores, so verdicts and sequence numbers are those that a single worker would have
given. A claim is a file lock: it is released when its process ends, however it ends.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from pipelines.file_lock import is_held, try_to_hold
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.examined_file import ExaminedFile
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.intake.inbox.listing import WaitingFile, waiting_files
from pipelines.intake.ingest import Ingested
from pipelines.intake.store_file import store_file
from pipelines.settings import Settings

Lock = Callable[[], AbstractContextManager[None]]
_POLL_SECONDS = 0.05
_SPILL_SUFFIX = ".tmp"


def ingest_shared(settings: Settings, keys: Keys, lock: Lock) -> Ingested:
    """Ingest every waiting file that no other worker has claimed. `lock` holds the lock of the data folder."""
    ingested = Ingested()
    _prepare_claims(settings)
    files = waiting_files(settings)
    for place, file in enumerate(files):
        with _claimed(settings, file) as claimed:
            if not claimed or not file.path.exists():
                continue
            try:
                with file.path.open("rb") as original:
                    read = ExaminedFile.of(file, original, settings)
                    _wait_for_earlier(settings, files[:place])
                    with lock():
                        ingested.drops.extend(_store(read, settings, keys))
            except Exception as problem:
                # As with one worker: the file stays in the inbox, and the others are ingested.
                ingested.leave(file, problem)
    return ingested


def _store(read: ExaminedFile, settings: Settings, keys: Keys) -> Iterator[Manifest]:
    """Archive a file, compared with all drops that any worker has archived by now."""
    history, persons = History.read(settings, keys), Persons.read(settings, keys)
    return store_file(read, settings, history, replace(keys, renamed=persons.renamed), persons)


def _wait_for_earlier(settings: Settings, before: list[WaitingFile]) -> None:
    while any(file.path.exists() and is_held(_claim(settings, file)) for file in before):
        time.sleep(_POLL_SECONDS)


@contextmanager
def _claimed(settings: Settings, file: WaitingFile) -> Iterator[bool]:
    """Try to claim a file; yield whether it succeeded. Spill files are kept in a folder that is removed with the
    claim."""
    claim = _claim(settings, file)
    with try_to_hold(claim) as claimed:
        if not claimed:
            yield False
            return
        with _temporary_files_in(claim.with_suffix(_SPILL_SUFFIX)):
            yield True
        # A worker that opened the claim meanwhile may read the file in vain; no file is stored twice.
        claim.unlink(missing_ok=True)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True, mode=0o700)
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def _prepare_claims(settings: Settings) -> None:
    """Create the folder of claims, and remove the spill files of workers that were killed."""
    settings.claims.mkdir(exist_ok=True, mode=0o700)
    for folder in settings.claims.glob(f"*{_SPILL_SUFFIX}"):
        if not is_held(folder.with_suffix("")):
            shutil.rmtree(folder, ignore_errors=True)


def _claim(settings: Settings, file: WaitingFile) -> Path:
    return settings.claims / hashlib.sha256(file.identity.encode()).hexdigest()[:32]
