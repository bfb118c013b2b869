"""Locks of files, held by one process at a time."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from pipelines.file_lock import hold, is_held, try_to_hold


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_a_missing_file_is_held_by_nobody_and_not_made_by_asking(lock: Path) -> None:
    assert not is_held(lock)
    assert not lock.exists()


def test_a_lock_is_held_by_one_at_a_time(lock: Path) -> None:
    with hold(lock), try_to_hold(lock) as second:
        assert not second
        assert is_held(lock)
    with try_to_hold(lock) as first, try_to_hold(lock) as second:
        assert (first, second) == (True, False)


def test_whoever_was_refused_frees_nothing(lock: Path) -> None:
    with hold(lock):
        with try_to_hold(lock):
            pass
        assert is_held(lock)


def test_a_failure_frees_the_lock(lock: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(lock):
        raise ZeroDivisionError
    assert not is_held(lock)


def test_who_waits_has_the_lock_when_it_is_free(lock: Path) -> None:
    order: list[str] = []

    def wait() -> None:
        with hold(lock):
            order.append("second")

    waiting = Thread(target=wait)
    with hold(lock):
        waiting.start()
        waiting.join(0.05)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
