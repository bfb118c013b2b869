"""Pieces made ahead of their use."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from pipelines.intake.frames.prefetch import prefetch


def test_pieces_come_in_their_order_and_none_is_no_end() -> None:
    assert list(prefetch([1, None, 2])) == [1, None, 2]
    assert list(prefetch([])) == []


def test_the_next_piece_is_made_while_one_is_worked_on() -> None:
    made = threading.Event()

    def pieces() -> Iterator[int]:
        yield 1
        made.set()
        yield 2

    working = prefetch(pieces())
    assert next(working) == 1
    assert made.wait(timeout=60)
    assert list(working) == [2]


def test_what_making_a_piece_raises_is_raised_where_it_is_asked_for() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    working = prefetch(pieces())
    assert next(working) == 1
    with pytest.raises(ValueError, match="broken"):
        next(working)


def test_whoever_stops_half_way_leaves_no_thread() -> None:
    before = threading.active_count()
    working = prefetch(iter(range(1000)))
    assert next(working) == 0
    working.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
