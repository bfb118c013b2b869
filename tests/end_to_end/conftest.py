"""Installations that are built once per test worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.small_worlds import Installation, Town, copy_inbox, new_installation, settle


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """An invented town of 700 residents over two school years, ingested, built and published in one run. Read-only."""
    installation = new_installation(tmp_path_factory.mktemp("town"))
    sent = settle(installation, residents=700, years=2)
    installation.run()
    return Town(installation, sent)


@pytest.fixture(scope="session")
def hamlet_inbox(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The files that the partners of an invented hamlet of 250 residents sent in a year, not yet ingested. Copy
    only."""
    installation = new_installation(tmp_path_factory.mktemp("hamlet"))
    return Town(installation, settle(installation, residents=250, years=1))


@pytest.fixture(scope="session")
def hamlet(hamlet_inbox: Town, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation that ingested all files of the hamlet in one run without faults. Read-only, or run with an empty
    inbox."""
    installation = new_installation(tmp_path_factory.mktemp("undisturbed"))
    copy_inbox(hamlet_inbox.installation, installation)
    installation.run()
    return installation


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An empty installation with keys."""
    return new_installation(tmp_path / "inst")
