"""One world in each worker that needs it: it is made in half a minute."""

from __future__ import annotations

import pytest

from tests.faults.worlds import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.make(tmp_path_factory.mktemp("world"))
