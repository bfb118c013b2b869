from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pipelines.lock import data_lock
from pipelines.permissions import close_folders, private_files
from pipelines.settings import Settings


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data", tmp_path / "keys")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_with_personal_data_are_restricted_to_the_owner(installation: Settings) -> None:
    installation.raw.mkdir(parents=True, mode=0o755)
    installation.warehouse.touch(mode=0o644)
    close_folders(installation)
    folders = ("raw", "dbt", "dagster", "logs", "tmp")
    assert {name: mode(installation.data / name) for name in folders} == dict.fromkeys(folders, 0o700)
    assert mode(installation.warehouse) == 0o600


def test_what_is_shared_keeps_its_rights(installation: Settings) -> None:
    installation.marts.mkdir(parents=True, mode=0o755)
    with data_lock(installation):
        (installation.marts / "medvind.duckdb").touch()
    assert mode(installation.marts) & 0o055 == 0o055
    assert mode(installation.marts / "medvind.duckdb") & 0o044 == 0o044


def test_private_files_are_private_and_only_they(tmp_path: Path) -> None:
    with private_files():
        (tmp_path / "inside").touch()
    (tmp_path / "after").touch()
    assert mode(tmp_path / "inside") == 0o600
    assert mode(tmp_path / "after") & 0o044 == 0o044


def test_temporary_files_lie_inside_and_do_not_stay(installation: Settings) -> None:
    before = tempfile.gettempdir()
    with data_lock(installation):
        handle, name = tempfile.mkstemp()
        os.close(handle)
        child = subprocess.run(
            [sys.executable, "-c", "import tempfile; print(tempfile.gettempdir())"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert Path(name).parent == installation.temporary == Path(child.stdout.strip())
    assert not installation.temporary.exists()
    assert tempfile.gettempdir() == before and os.environ.get("TMPDIR") != str(installation.temporary)


def test_what_a_crash_left_goes_with_the_next_run(installation: Settings) -> None:
    installation.temporary.mkdir(parents=True)
    (installation.temporary / "left").touch()
    with data_lock(installation):
        assert list(installation.temporary.iterdir()) == []


WITHOUT_DOING_ANYTHING = """
import resource
from pipelines import cli
resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)[1:] * 2)
cli.medvind = lambda **_: print(*resource.getrlimit(resource.RLIMIT_CORE))
cli.main()
"""


def test_the_command_leaves_no_core_dump() -> None:
    words = [sys.executable, "-c", WITHOUT_DOING_ANYTHING]
    said = subprocess.run(words, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["0", "0"]
