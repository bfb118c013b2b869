"""Equal published files become one file; nothing that a reader sees is changed by it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipelines.operations.upkeep import link_equal_files
from pipelines.settings import Settings


def put(path: Path, data: bytes, mode: int = 0o444) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(mode)
    return path


@pytest.fixture
def releases(installation: Settings) -> list[Path]:
    """Three releases, two of which have the same table."""
    data = [b"figures", b"figures", b"FIGURES"]
    return [put(installation.releases / str(n) / "parquet" / "a.parquet", one) for n, one in enumerate(data)]


def test_equal_files_of_releases_are_one(installation: Settings, releases: list[Path]) -> None:
    before = [hashlib.sha256(path.read_bytes()).hexdigest() for path in releases]
    times = [path.stat().st_mtime_ns for path in releases]
    assert link_equal_files(installation) == len(b"figures")
    assert releases[0].samefile(releases[1])
    assert not releases[0].samefile(releases[2])
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in releases] == before
    assert [path.stat().st_mtime_ns for path in releases] == [times[0], times[0], times[2]]


def test_it_is_done_once(installation: Settings, releases: list[Path]) -> None:
    link_equal_files(installation)
    inode = releases[0].stat().st_ino
    assert link_equal_files(installation) == 0
    assert releases[1].stat().st_ino == inode


def test_a_file_that_may_be_written_is_left(installation: Settings, releases: list[Path]) -> None:
    current = put(installation.publications / "1" / "report.html", b"figures", 0o644)
    link_equal_files(installation)
    assert not current.samefile(releases[0])


def test_a_link_left_by_a_crash_is_replaced(installation: Settings, releases: list[Path]) -> None:
    put(releases[1].with_name(".a.parquet.part"), b"half")
    link_equal_files(installation)
    assert [path.name for path in releases[1].parent.iterdir()] == ["a.parquet"]


def test_an_installation_without_publications(installation: Settings) -> None:
    assert link_equal_files(installation) == 0
