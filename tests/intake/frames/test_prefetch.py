"""Prefetching of chunks."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from pipelines.intake.frames.prefetch import prefetch


def test_chunks_keep_their_order_and_none_does_not_end_them() -> None:
    assert list(prefetch([1, None, 2])) == [1, None, 2]
    assert list(prefetch([])) == []


def test_the_next_chunk_is_made_while_one_is_processed() -> None:
    made = threading.Event()

    def chunks() -> Iterator[int]:
        yield 1
        made.set()
        yield 2

    working = prefetch(chunks())
    assert next(working) == 1
    assert made.wait(timeout=600)
    assert list(working) == [2]


def test_an_exception_in_making_a_chunk_is_raised_where_it_is_requested() -> None:
    def chunks() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    working = prefetch(chunks())
    assert next(working) == 1
    with pytest.raises(ValueError, match="broken"):
        next(working)


def test_stopping_early_leaves_no_thread() -> None:
    before = threading.active_count()
    working = prefetch(iter(range(1000)))
    assert next(working) == 0
    working.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
