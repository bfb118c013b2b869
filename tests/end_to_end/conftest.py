"""Worlds that are made once in each worker that needs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.small_worlds import House, Town, copy_inbox, new_house, settle


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town of 700 followed for two school years, taken, computed and published in one go. Only to look at."""
    house = new_house(tmp_path_factory.mktemp("town"))
    sent = settle(house, residents=700, years=2)
    house.run()
    return Town(house, sent)


@pytest.fixture(scope="session")
def hamlet_inbox(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """What partners of a hamlet of 250 sent in a year, not yet taken. Only to copy from."""
    house = new_house(tmp_path_factory.mktemp("hamlet"))
    return Town(house, settle(house, residents=250, years=1))


@pytest.fixture(scope="session")
def hamlet(hamlet_inbox: Town, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house that took all of that in one go, undisturbed. Only to look at, or to run when nothing waits."""
    house = new_house(tmp_path_factory.mktemp("undisturbed"))
    copy_inbox(hamlet_inbox.house, house)
    house.run()
    return house


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An empty house with keys."""
    return new_house(tmp_path / "house")
