"""File permissions: folders that hold persons are closed to every account but the operator's.

Also private files, temporary files inside the data folder, and no core dumps. Published files and the partners' folders
keep the permissions that the operator has given them, except that readers never write among published files.
"""

from __future__ import annotations

import os
import resource
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from pipelines.process_runtime import environment_variables
from pipelines.settings import Settings

_OWNER_ALONE, _FOLDER, _FILE = 0o077, 0o700, 0o600
# The rights to write of all but the owner.
OTHERS_WRITE = 0o022


def no_core_dumps() -> None:
    """Forbid core dumps of this process and its children."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_folders(settings: Settings) -> None:
    """Make the restricted folders with mode 0700, and set the warehouse's mode to 0600; readers' folders lose the right
    of others to write."""
    settings.data.mkdir(parents=True, exist_ok=True)
    for folder in settings.restricted:
        folder.mkdir(exist_ok=True, mode=_FOLDER)
        folder.chmod(_FOLDER)
    if settings.warehouse.exists():
        settings.warehouse.chmod(_FILE)
    for folder in writable_by_readers(settings):
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) & ~OTHERS_WRITE)


def writable_by_readers(settings: Settings) -> list[Path]:
    """Return the folders of what is published that others than the owner can write in: a file there beside a database
    can change what it says."""
    tops = (settings.marts, settings.publications, settings.releases)
    folders = [*tops, *settings.publications.glob("*"), *settings.releases.glob("*")]
    return [path for path in folders if path.is_dir() and path.stat().st_mode & OTHERS_WRITE]


def private_files() -> AbstractContextManager[None]:
    """Give files made within the context a mode without rights for group and others."""
    return _without(_OWNER_ALONE)


def unwritable_files() -> AbstractContextManager[None]:
    """Give files made within the context a mode in which group and others cannot write."""
    return _without(OTHERS_WRITE)


@contextmanager
def _without(rights: int) -> Iterator[None]:
    before = os.umask(0)
    os.umask(before | rights)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def temporary_files_inside(settings: Settings) -> Iterator[None]:
    """Put temporary files inside the data folder within the context, and remove them afterwards.

    Files that a crash left are removed first. The caller holds the lock.
    """
    shutil.rmtree(settings.temporary, ignore_errors=True)
    settings.temporary.mkdir(mode=_FOLDER)
    before, tempfile.tempdir = tempfile.tempdir, str(settings.temporary)
    try:
        with environment_variables({"TMPDIR": str(settings.temporary)}):
            yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(settings.temporary, ignore_errors=True)
