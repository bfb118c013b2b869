"""The lock of the data folder, for forms: a page does not wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.file_lock import try_to_hold
from pipelines.settings import Settings

_BUSY = "Systemet er ved at regne. Vent, til det er færdigt, og tryk igen."


@contextmanager
def lock_if_free(settings: Settings, problem: type[Exception]) -> Iterator[None]:
    """Hold the lock. Raises `problem` (Danish) where somebody else holds it."""
    with try_to_hold(settings.lock) as free:
        if not free:
            raise problem(_BUSY)
        yield
