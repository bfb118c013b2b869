"""Prefetch the next chunk in a thread while the current one is processed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def prefetch(chunks: Iterable[T]) -> Iterator[T]:
    """Yield each chunk in order while the next one is made; an exception in making one is raised in its place."""
    iterator, end = iter(chunks), object()
    with ThreadPoolExecutor(1) as thread:
        pending = thread.submit(next, iterator, end)
        while (chunk := pending.result()) is not end:
            pending = thread.submit(next, iterator, end)
            yield chunk  # type: ignore[misc]  # not the sentinel
