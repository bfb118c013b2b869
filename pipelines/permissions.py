"""File permissions: folders that hold persons are closed to every account but the operator's.

Also private files, temporary files inside the data folder, and no core dumps. Published files and the partners' folders
keep the permissions that the operator has given them.
"""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.process_runtime import environment_variables
from pipelines.settings import Settings

_OWNER_ALONE, _FOLDER, _FILE = 0o077, 0o700, 0o600


def no_core_dumps() -> None:
    """Forbid core dumps of this process and its children."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_folders(settings: Settings) -> None:
    """Make the restricted folders with mode 0700, and set the warehouse's mode to 0600."""
    settings.data.mkdir(parents=True, exist_ok=True)
    for folder in settings.restricted:
        folder.mkdir(exist_ok=True, mode=_FOLDER)
        folder.chmod(_FOLDER)
    if settings.warehouse.exists():
        settings.warehouse.chmod(_FILE)


@contextmanager
def private_files() -> Iterator[None]:
    """Give files made within the context a mode without rights for group and others."""
    before = os.umask(_OWNER_ALONE)
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
