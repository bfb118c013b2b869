"""One fault-test world, made once for all test workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.built_towns import built_hamlet
from tests.faults.worlds import World
from tests.shared_builds import built_once, copy_of


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world in folders of this worker's own."""

    def make(root: Path) -> None:
        World.make(root, built_hamlet(tmp_path_factory)).save()

    return World.load(copy_of(built_once(tmp_path_factory, "world", make), tmp_path_factory.mktemp("world")))
