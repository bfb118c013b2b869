"""Who may open what, as the operating system keeps it: rooms that hold persons are for their owner alone.

Here: closed rooms, private files, temporary files that stay inside, no core dumps. What is published, and the
partners' own folders, keep the rights that the operator has set up.
"""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.settings import Settings

_OWNER_ALONE, _ROOM, _FILE = 0o077, 0o700, 0o600


def no_core_dumps() -> None:
    """Let no crash of this process, or of one it starts, write its memory to disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_folders(settings: Settings) -> None:
    """Make the restricted rooms, closed to everybody else; a warehouse from before is closed too."""
    settings.data.mkdir(parents=True, exist_ok=True)
    for room in settings.restricted:
        room.mkdir(exist_ok=True, mode=_ROOM)
        room.chmod(_ROOM)
    if settings.warehouse.exists():
        settings.warehouse.chmod(_FILE)


@contextmanager
def private_files() -> Iterator[None]:
    """What is made in here, by us or by a library, can be opened by its owner alone."""
    before = os.umask(_OWNER_ALONE)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def temporary_files_inside(settings: Settings) -> Iterator[None]:
    """Let temporary files lie in the house, and leave none: what a crash left goes as well.

    The caller holds the house's lock.
    """
    shutil.rmtree(settings.temporary, ignore_errors=True)
    settings.temporary.mkdir(mode=_ROOM)
    before, tempfile.tempdir = tempfile.tempdir, str(settings.temporary)
    told = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(settings.temporary)
    try:
        yield
    finally:
        tempfile.tempdir = before
        os.environ.pop("TMPDIR") if told is None else os.environ.update(TMPDIR=told)
        shutil.rmtree(settings.temporary, ignore_errors=True)
