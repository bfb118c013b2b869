"""Prefetching of chunks."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from pipelines.intake.frames.prefetch import prefetch

SMALL, LARGE = range(10), range(1_000_000)


@pytest.mark.parametrize("chunks", [[], [SMALL, LARGE, range(0), SMALL], [LARGE, SMALL, LARGE, LARGE]])
def test_chunks_keep_their_order_and_an_empty_one_does_not_end_them(chunks: list[range]) -> None:
    assert list(prefetch(chunks)) == chunks


def test_the_next_chunk_is_made_while_a_large_one_is_processed() -> None:
    made = threading.Event()

    def chunks() -> Iterator[range]:
        yield LARGE
        made.set()
        yield SMALL

    working = prefetch(chunks())
    assert next(working) == LARGE
    assert made.wait(timeout=600)
    assert list(working) == [SMALL]


def test_a_small_chunk_starts_no_thread() -> None:
    before = threading.active_count()
    for _ in prefetch([SMALL, SMALL]):
        assert threading.active_count() == before


@pytest.mark.parametrize("first", [SMALL, LARGE])
def test_an_exception_in_making_a_chunk_is_raised_where_it_is_requested(first: range) -> None:
    def chunks() -> Iterator[range]:
        yield first
        raise ValueError("broken")

    working = prefetch(chunks())
    assert next(working) == first
    with pytest.raises(ValueError, match="broken"):
        next(working)


def test_stopping_early_leaves_no_thread() -> None:
    before = threading.active_count()
    working = prefetch(LARGE for _ in range(1000))
    assert next(working) == LARGE
    working.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
