"""Back up an installation while it runs, and compare the figures of the restored installation."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines import pipeline as steps
from pipelines.operations.backup.restore import restore
from pipelines.operations.last_failure import RUN_STEPS
from pipelines.settings import Settings
from tests.command_process import PATIENCE
from tests.end_to_end.small_worlds import Installation, Town, copy_inbox, query


def tables(settings: Settings) -> dict[str, bytes]:
    """The published tables by name."""
    return {path.name: path.read_bytes() for path in (settings.marts / "parquet").iterdir()}


def cells(settings: Settings) -> list[tuple[object, ...]]:
    return query(settings.warehouse, "select * from cells order by all")


def test_a_restored_backup_publishes_the_same(hamlet: Installation, tmp_path: Path) -> None:
    backup = hamlet.ask("backup", str(tmp_path / "copies"))
    assert backup.returncode == 0, backup.stderr
    there = replace(hamlet.settings, data=tmp_path / "elsewhere")
    restore(there, tmp_path / "copies")
    assert tables(there) == tables(hamlet.settings)
    assert (there.marts / "parquet").is_symlink() and there.published.exists()
    # Nothing has arrived since, so the publication is unchanged; a rebuild gives the same.
    heard: list[tuple[str, int, int]] = []
    outcome = steps.run(there, lambda step, done=0, total=0: heard.append((step, done, total)))
    assert outcome.publication is None and outcome.changed
    assert cells(there) == cells(hamlet.settings)
    built = [(done, total) for step, done, total in heard if step == "build" and total]
    assert built[0][0] < built[-1][0] == built[-1][1]
    steps.publish_all(there, progress=lambda step, done=0, total=0: heard.append((step, done, total)))
    assert tables(there) == tables(hamlet.settings)
    assert tuple(dict.fromkeys(step for step, *_ in heard)) == RUN_STEPS


@pytest.mark.slow
def test_a_backup_taken_while_a_run_is_under_way_is_whole(
    hamlet: Installation, hamlet_inbox: Town, tmp_path: Path
) -> None:
    installation = Installation(tmp_path / "inst")
    shutil.copytree(hamlet.settings.keys_folder, installation.settings.keys_folder)
    copy_inbox(hamlet_inbox.installation, installation)
    run, backup = installation.start("run"), installation.start("backup", str(tmp_path / "copies"))
    said = [process.communicate(timeout=PATIENCE) for process in (run, backup)]
    assert [run.returncode, backup.returncode] == [0, 0], said
    there = Installation(tmp_path / "there")
    shutil.copytree(hamlet.settings.keys_folder, there.settings.keys_folder)
    restore(there.settings, tmp_path / "copies")
    steps.run(there.settings)
    assert cells(there.settings) == cells(hamlet.settings)
    assert there.published("indicators") == hamlet.published("indicators")
