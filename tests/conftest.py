"""What holds for every test: no test ever touches the house of the person who runs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def isolated_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point the environment at an empty place, and put everything back that a test changes in it."""
    before = dict(os.environ)
    nowhere: Path = tmp_path_factory.getbasetemp() / "nobody"
    os.environ |= {"MEDVIND_DATA": str(nowhere / "data"), "MEDVIND_KEYS": str(nowhere / "keys")}
    yield
    os.environ.clear()
    os.environ |= before
