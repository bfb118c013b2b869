"""One fault-test world per test worker; building it takes half a minute."""

from __future__ import annotations

import pytest

from tests.faults.worlds import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.make(tmp_path_factory.mktemp("world"))
