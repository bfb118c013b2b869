"""Prefetch the next chunk in a thread while the current one is processed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T", bound=Sized)
# A thread that is started for less, and takes turns with this one, takes longer than it saves.
_LARGE = 20_000


def prefetch(chunks: Iterable[T]) -> Iterator[T]:
    """Yield each chunk in order, and make the next one while a large one is processed; an exception in making one is
    raised in its place."""
    iterator = iter(chunks)
    with ThreadPoolExecutor(1) as thread:
        chunk = next(iterator, None)
        while chunk is not None:
            pending = thread.submit(next, iterator, None) if len(chunk) >= _LARGE else None
            yield chunk
            chunk = pending.result() if pending else next(iterator, None)
