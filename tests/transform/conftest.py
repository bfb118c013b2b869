"""Installations with invented partners, small enough to build in seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake.identity.key_files import make_keys
from pipelines.settings import Limits, Settings
from tests.end_to_end.built_towns import built_village
from tests.prepared_build import give_parsed_project
from tests.shared_builds import copy_of


@pytest.fixture(scope="module")
def small_installation(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the small published installation that a module may change."""
    root = copy_of(built_village(tmp_path_factory), tmp_path_factory.mktemp("inst"))
    return Settings(root / "data", root / "keys", Limits(settle_seconds=0.01))


@pytest.fixture
def empty_installation(tmp_path: Path) -> Settings:
    return without_files(tmp_path)


def without_files(root: Path) -> Settings:
    """An installation with keys and an empty inbox."""
    settings = Settings(root / "data", root / "keys", Limits(settle_seconds=0.01))
    make_keys(settings.keys)
    settings.inbox.mkdir(parents=True)
    give_parsed_project(settings)
    return settings
