"""Invented towns that are ingested, built and published once for all test workers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines import pipeline
from pipelines.demo import fill_inbox
from pipelines.demo.sent_files import SentFile
from tests.end_to_end.small_worlds import new_installation, settle
from tests.shared_builds import built_once


def built_town(factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with a town of 700 residents over two school years. Copy only."""
    return built_once(factory, "town", lambda root: _settle_and_run(root, residents=700, years=2))


def built_hamlet(factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with a hamlet of 250 residents over one school year. Copy only."""
    return built_once(factory, "hamlet", lambda root: _settle_and_run(root, residents=250, years=1))


def built_village(factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with 150 residents over one school year that has not ended. Copy only."""
    return built_once(factory, "village", _village)


def sent_files(root: Path, residents: int, years: int) -> list[SentFile]:
    """The files that a town sends, in order: the same for the same arguments."""
    return settle(new_installation(root), residents, years)


def _settle_and_run(root: Path, residents: int, years: int) -> None:
    installation = new_installation(root)
    settle(installation, residents, years)
    installation.run()


def _village(root: Path) -> None:
    settings = new_installation(root).settings
    fill_inbox(settings.inbox, seed=3, residents=150, years=1, until=date(2026, 3, 1))
    pipeline.run(settings)
