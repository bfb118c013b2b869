"""Installations that are built once for all test workers, and copied for each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.built_towns import built_hamlet, built_town, sent_files
from tests.end_to_end.small_worlds import Installation, Town, new_installation, settle
from tests.shared_builds import copy_of


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """An invented town of 700 residents over two school years, ingested, built and published in one run. Read-only."""
    copy = Installation(copy_of(built_town(tmp_path_factory), tmp_path_factory.mktemp("town")))
    return Town(copy, sent_files(tmp_path_factory.mktemp("sent"), residents=700, years=2))


@pytest.fixture(scope="session")
def hamlet_inbox(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The files that the partners of an invented hamlet of 250 residents sent in a year, not yet ingested. Copy
    only."""
    installation = new_installation(tmp_path_factory.mktemp("hamlet"))
    return Town(installation, settle(installation, residents=250, years=1))


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation that ingested all files of the hamlet in one run without faults. Read-only, or run with an empty
    inbox."""
    return Installation(copy_of(built_hamlet(tmp_path_factory), tmp_path_factory.mktemp("undisturbed")))


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An empty installation with keys."""
    return new_installation(tmp_path / "inst")
