from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake.identity.key_files import load_keys, make_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Limits, Settings


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data", tmp_path / "keys", Limits(settle_seconds=0.0))


@pytest.fixture
def keys(installation: Settings) -> Keys:
    make_keys(installation.keys)
    return load_keys(installation.keys)
