"""The built wheel runs the demo in a fresh environment outside the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipelines.settings import PROJECT_ROOT

BIN = Path(sys.executable).parent


def call(*words: str, cwd: Path, home: Path | None = None) -> str:
    """Run a command in the tests' environment, or in one with only PATH and HOME set."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)} if home else None
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(str(BIN / "python"), "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=PROJECT_ROOT)
    return next(folder.glob("*.whl"))


def test_it_has_one_import_name(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = {name.partition("/")[0] for name in packed.namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"medvind"}


def test_it_is_installed_and_runs_the_demo(wheel: Path, tmp_path: Path) -> None:
    python, home = tmp_path / "venv" / "bin" / "python", tmp_path / "work"
    home.mkdir()
    # A module with the name of our package in the working directory must not be imported.
    (home / "pipelines.py").write_text("raise ImportError('not ours')\n")
    uv = str(BIN / "uv")
    call(uv, "venv", "--quiet", "--python", sys.executable, str(tmp_path / "venv"), cwd=home)
    install = (uv, "pip", "install", "--quiet", "--python", str(python))
    call(*install, "--require-hashes", "-r", str(PROJECT_ROOT / "requirements.lock"), cwd=home)
    call(*install, "--no-deps", str(wheel), cwd=home)

    medvind = str(python.with_name("medvind"))
    assert call(medvind, "--version", cwd=home, home=home).startswith("medvind ")
    call(medvind, "demo", "--residents", "150", "--years", "1", cwd=home, home=home)
    call(medvind, "run", cwd=home, home=home)
    shown = call(medvind, "sql", "select count(*) as n from overview", "--format", "csv", cwd=home, home=home)
    assert shown.split() == ["n", "23"]
    assert (home / "data" / "marts" / "medvind.duckdb").exists()
    assert not list((tmp_path / "venv").rglob("warehouse.duckdb"))
