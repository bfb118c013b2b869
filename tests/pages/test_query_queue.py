"""Places for queries."""

from __future__ import annotations

from threading import Event, Thread
from time import monotonic

import pytest

from pipelines.pages.query_queue import Queue


def test_who_waits_too_long_is_told() -> None:
    queue = Queue(at_a_time=1, waiting=1)
    with queue.place(0) as first, queue.place(0) as second:
        assert (first, second) == (True, False)
    with queue.place(0) as again:
        assert again


def test_whoever_comes_when_too_many_wait_is_refused_at_once() -> None:
    queue, began = Queue(at_a_time=1, waiting=0), monotonic()
    with queue.place(5) as first, queue.place(5) as second:
        assert (first, second) == (True, False)
    assert monotonic() - began < 5


def test_a_place_that_becomes_free_goes_to_one_that_waits() -> None:
    queue, inside, done, found = Queue(at_a_time=1, waiting=1), Event(), Event(), list[bool]()

    def ask() -> None:
        with queue.place(60) as place:
            found.append(place)

    def hold() -> None:
        with queue.place(60):
            inside.set()
            done.wait()

    holding, asking = Thread(target=hold), Thread(target=ask)
    holding.start()
    inside.wait()
    asking.start()
    done.set()
    for thread in (holding, asking):
        thread.join()
    assert found == [True]


def test_a_query_that_fails_gives_its_place_back() -> None:
    queue = Queue(at_a_time=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), queue.place(0) as place:
            assert place
            raise ZeroDivisionError


def test_whoever_was_refused_gives_no_place_back() -> None:
    """A place too many would let in one more at a time for ever."""
    queue = Queue(at_a_time=1, waiting=1)
    with queue.place(0):
        for _ in range(3):
            with queue.place(0) as refused:
                assert not refused
        with queue.place(0) as waiting, queue.place(0) as outside:
            assert (waiting, outside) == (False, False)
