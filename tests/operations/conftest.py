from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake.identity.key_files import load_keys, make_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Limits, Settings
from tests.privacy import delivered_world


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    """An empty installation with keys."""
    settings = Settings(tmp_path / "data", tmp_path / "keys", Limits(settle_seconds=0.0))
    make_keys(settings.keys)
    return settings


@pytest.fixture
def keys(installation: Settings) -> Keys:
    return load_keys(installation.keys)


@pytest.fixture
def lived_in(installation: Settings, keys: Keys) -> Settings:
    """An installation with a few drops, one of them held, and files in every folder that is backed up."""
    delivered_world.fill(installation, keys)
    return installation
