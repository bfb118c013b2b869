"""Build an installation once for all test workers; each test or worker that needs it gets a copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.file_lock import hold


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """Return the folder that `build` fills, which is called in the first worker that asks. Copy only."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, done = shared / f"built-{name}", shared / f"built-{name}.done"
    with hold(shared / f"built-{name}.lock"):
        if not done.exists():
            # A build that failed is repeated, so that every test that needs it shows the failure.
            shutil.rmtree(folder, ignore_errors=True)
            build(folder)
            done.touch()
    return folder


def copy_of(folder: Path, target: Path) -> Path:
    """Copy a folder with the times and links of its files; return the copy."""
    return Path(shutil.copytree(folder, target, symlinks=True, dirs_exist_ok=True))
