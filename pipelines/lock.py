"""The one exclusive lock of the data folder: whoever writes there holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.file_lock import hold
from pipelines.operations.migrations import open_store
from pipelines.permissions import close_folders, temporary_files_inside
from pipelines.publication.show_publication import finish_publication
from pipelines.settings import Settings


@contextmanager
def data_lock(settings: Settings) -> Iterator[None]:
    """Hold the lock; wait for whoever holds it. The store is then migrated and an interrupted publication finished.

    Raises NotOurFormat where the store is newer than the program.
    """
    close_folders(settings)
    with hold(settings.lock):
        open_store(settings)
        finish_publication(settings)
        with temporary_files_inside(settings):
            yield
