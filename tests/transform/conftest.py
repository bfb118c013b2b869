"""Installations with invented partners, small enough to build in seconds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines import pipeline
from pipelines.demo import fill_inbox
from pipelines.intake.identity.key_files import make_keys
from pipelines.settings import Limits, Settings


@pytest.fixture(scope="module")
def small_installation(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("inst")
    settings = Settings(root / "data", root / "keys", Limits(settle_seconds=0.01))
    make_keys(settings.keys)
    fill_inbox(settings.inbox, seed=3, residents=150, years=1, until=date(2026, 3, 1))
    pipeline.run(settings)
    return settings


@pytest.fixture
def empty_installation(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "data", tmp_path / "keys", Limits(settle_seconds=0.01))
    make_keys(settings.keys)
    settings.inbox.mkdir(parents=True)
    return settings
