"""A log that another program left beside a published database changes no reader's figures for long."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.lock import data_lock
from pipelines.operations.health.databases import check_databases
from pipelines.operations.health.file_modes import check_file_modes
from pipelines.publication.publish import publish
from pipelines.publication.release.freeze import freeze
from pipelines.settings import Settings
from tests.publication.test_publish import BASIS

# Writes to a database and dies before the log is applied to its file.
ATTACK = """
import duckdb, os, signal, sys
writer = duckdb.connect(sys.argv[1]); writer.execute("update indicators set value = 1.0")
os.kill(os.getpid(), signal.SIGKILL)
"""


def attack(database: Path) -> None:
    database.chmod(0o644)
    done = subprocess.run([sys.executable, "-c", ATTACK, database], check=False)
    assert done.returncode == -signal.SIGKILL and database.with_name("medvind.duckdb.wal").exists()


def values(path: Path) -> list[float | None]:
    with duckdb.connect(str(path), read_only=True) as reader:
        return [row[0] for row in reader.execute("select value from indicators order by all").fetchall()]


def test_the_log_goes_with_the_next_publication(settings: Settings) -> None:
    publish(settings, BASIS)
    figures = values(settings.published)
    attack(settings.published)
    assert values(settings.published) != figures
    publish(settings, BASIS)
    assert values(settings.published) == figures


def test_the_log_goes_with_the_next_lock_and_is_found_before(settings: Settings) -> None:
    publish(settings, BASIS)
    freeze(settings, "2026K1")
    release = settings.releases / "2026K1" / "medvind.duckdb"
    figures = values(settings.published)
    for database in (settings.published, settings.current_publication / "medvind.duckdb", release):
        attack(database)
        assert "medvind run" in next(
            found.do for found in check_databases(settings) if found.level == "error"
        )
        with data_lock(settings):
            pass
        assert values(database) == figures
        assert [found for found in check_databases(settings) if found.level == "error"] == []


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022])
def test_readers_cannot_write_among_published_files(settings: Settings, umask: int) -> None:
    before = os.umask(umask)
    try:
        with data_lock(settings):
            publish(settings, BASIS)
    finally:
        os.umask(before)
    written = [settings.marts, *settings.marts.rglob("*")]
    assert [path for path in written if not path.is_symlink() and path.stat().st_mode & 0o022] == []
    settings.marts.chmod(0o2775)
    assert "marts" in next(found.said for found in check_file_modes(settings) if found.level == "error")
    with data_lock(settings):
        pass
    assert stat.S_IMODE(settings.marts.stat().st_mode) == 0o2755
