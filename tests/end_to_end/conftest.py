"""Worlds that are made once in each worker that needs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.small_worlds import Installation, Town, copy_inbox, new_installation, settle


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town of 700 followed for two school years, taken, computed and published in one go. Only to look at."""
    installation = new_installation(tmp_path_factory.mktemp("town"))
    sent = settle(installation, residents=700, years=2)
    installation.run()
    return Town(installation, sent)


@pytest.fixture(scope="session")
def hamlet_inbox(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """What partners of a hamlet of 250 sent in a year, not yet taken. Only to copy from."""
    installation = new_installation(tmp_path_factory.mktemp("hamlet"))
    return Town(installation, settle(installation, residents=250, years=1))


@pytest.fixture(scope="session")
def hamlet(hamlet_inbox: Town, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A house that took all of that in one go, undisturbed. Only to look at, or to run when nothing waits."""
    installation = new_installation(tmp_path_factory.mktemp("undisturbed"))
    copy_inbox(hamlet_inbox.installation, installation)
    installation.run()
    return installation


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An empty house with keys."""
    return new_installation(tmp_path / "house")
