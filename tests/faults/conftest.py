"""One fault-test world per test worker."""

from __future__ import annotations

import pytest

from tests.end_to_end.built_towns import built_hamlet
from tests.faults.worlds import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.make(tmp_path_factory.mktemp("world"), built_hamlet(tmp_path_factory))
