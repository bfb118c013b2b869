"""A form does not wait for the lock of the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.file_lock import hold, is_held
from pipelines.pages.free_lock import lock_if_free
from pipelines.settings import Settings


class Busy(Exception):
    pass


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(tmp_path / "data", tmp_path / "keys")
    found.lock.parent.mkdir(parents=True)
    return found


def test_a_free_lock_is_held_as_long_as_the_form_needs_it(settings: Settings) -> None:
    with lock_if_free(settings, Busy):
        assert is_held(settings.lock)
    assert not is_held(settings.lock)


def test_a_form_is_told_at_once_that_the_lock_is_not_free(settings: Settings) -> None:
    with hold(settings.lock), pytest.raises(Busy, match="ved at regne"), lock_if_free(settings, Busy):
        pytest.fail("the lock is held twice")


def test_a_failure_of_the_form_is_its_own_and_frees_the_lock(settings: Settings) -> None:
    with pytest.raises(ZeroDivisionError), lock_if_free(settings, Busy):
        raise ZeroDivisionError
    assert not is_held(settings.lock)
