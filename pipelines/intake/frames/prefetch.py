"""Two cores for one file: while a piece of it is worked on, a thread makes the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def prefetch(pieces: Iterable[T]) -> Iterator[T]:
    """Each piece, in order; the next one is made meanwhile. What making it raises is raised where it is asked for."""
    iterator, nothing = iter(pieces), object()
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, iterator, nothing)
        while (piece := coming.result()) is not nothing:
            coming = thread.submit(next, iterator, nothing)
            yield piece  # type: ignore[misc]  # `nothing` ended it
