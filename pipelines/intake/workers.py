"""Several workers at one inbox: files are read side by side, and put away one by one, in the order they were sent.

A worker claims a file, reads it, and waits until no file before it is claimed any more. Then it holds the house's lock
for as long as it takes to decide and to store. So verdicts and sequence numbers are those that one worker alone would
have given. A claim is a lock: it goes with the process that holds it, whatever becomes of that.
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
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.intake.inbox.listing import WaitingFile, waiting_files
from pipelines.intake.ingest import Ingested, ReadFile, store_and_answer
from pipelines.settings import Settings

Alone = Callable[[], AbstractContextManager[None]]
_LOOK_EVERY_SECONDS = 0.05
_FILES = ".tmp"


def ingest_shared(settings: Settings, keys: Keys, alone: Alone) -> Ingested:
    """Take what waits and no other worker has claimed. `alone` holds the house's lock."""
    taken = Ingested()
    _tidy(settings)
    files = waiting_files(settings)
    for place, file in enumerate(files):
        with _claimed(settings, file) as mine:
            if not mine or not file.path.exists():
                continue
            try:
                with file.path.open("rb") as original:
                    read = ReadFile.of(file, original, settings)
                    _wait_for_turn(settings, files[:place])
                    with alone():
                        taken.drops.extend(_put_away(read, settings, keys))
            except Exception as problem:
                # As with one worker: it stays in the inbox, and the others are taken.
                taken.leave(file, problem)
    return taken


def _put_away(read: ReadFile, settings: Settings, keys: Keys) -> Iterator[Manifest]:
    """Beside what has come by now, from whichever worker."""
    history, persons = History.read(settings, keys), Persons.read(settings, keys)
    return store_and_answer(read, settings, history, replace(keys, renamed=persons.renamed), persons)


def _wait_for_turn(settings: Settings, before: list[WaitingFile]) -> None:
    while any(file.path.exists() and is_held(_claim(settings, file)) for file in before):
        time.sleep(_LOOK_EVERY_SECONDS)


@contextmanager
def _claimed(settings: Settings, file: WaitingFile) -> Iterator[bool]:
    """Say whether this file is ours now. What is too much for memory lies in a folder that goes with the claim."""
    claim = _claim(settings, file)
    with try_to_hold(claim) as mine:
        if not mine:
            yield False
            return
        with _temporary_files_in(claim.with_suffix(_FILES)):
            yield True
        # A worker that has opened it meanwhile may read the file in vain; no file is stored twice.
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


def _tidy(settings: Settings) -> None:
    """Make the room of claims, and remove the rows that a worker which was killed has left there."""
    settings.claims.mkdir(exist_ok=True, mode=0o700)
    for folder in settings.claims.glob(f"*{_FILES}"):
        if not is_held(folder.with_suffix("")):
            shutil.rmtree(folder, ignore_errors=True)


def _claim(settings: Settings, file: WaitingFile) -> Path:
    return settings.claims / hashlib.sha256(file.identity.encode()).hexdigest()[:32]
