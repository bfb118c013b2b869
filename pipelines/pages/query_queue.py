"""Places for queries: few run at once, some wait, and the rest are refused at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class Queue:
    """At most `at_a_time` hold a place, and `waiting` others wait for one: each occupies a thread of the server."""

    def __init__(self, at_a_time: int, waiting: int) -> None:
        self._running = BoundedSemaphore(at_a_time)
        self._inside = BoundedSemaphore(at_a_time + waiting)

    @contextmanager
    def place(self, seconds: float) -> Iterator[bool]:
        """Wait for a place; yield whether there was one in time, and not too many before."""
        if not self._inside.acquire(blocking=False):
            yield False
            return
        try:
            found = self._running.acquire(timeout=seconds)
            try:
                yield found
            finally:
                if found:
                    self._running.release()
        finally:
            self._inside.release()
