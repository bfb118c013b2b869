"""A rehearsed restore says whether the backup equals what is in use, leaves nothing behind, and is written down."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.operations.backup.create import back_up
from pipelines.operations.backup.drill import Drill, drill
from pipelines.operations.backup.inventory import INSTALLATION, NoBackup
from pipelines.privacy.access_log import DRILL
from pipelines.settings import Settings


@pytest.fixture
def backup(lived_in: Settings, keys: Keys, tmp_path: Path) -> Path:
    """A backup of an installation with drops, receipts and a publication."""
    tables = lived_in.publications / "1" / "parquet"
    tables.mkdir(parents=True)
    (tables / "overview.parquet").write_bytes(b"figures")
    (lived_in.marts / "parquet").symlink_to("publications/1/parquet", target_is_directory=True)
    (lived_in.marts / "medvind.duckdb").hardlink_to(tables / "overview.parquet")
    return back_up(lived_in, tmp_path / "backups")[0]


def lines(installation: Settings) -> list[dict[str, object]]:
    return [json.loads(line) for line in (installation.logs / DRILL).read_text("utf-8").splitlines()]


def rehearse(installation: Settings, backup: Path) -> Drill:
    found = drill(installation, backup)
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    return found


def with_old_time(path: Path) -> None:
    os.utime(path, (time.time() - 86_400, time.time() - 86_400))


def test_a_backup_equals_what_is_in_use(lived_in: Settings, backup: Path) -> None:
    found = rehearse(lived_in, backup)
    assert found.is_equal
    assert found.files > 5
    assert not found.newer
    assert [(line["backup"], line["equal"]) for line in lines(lived_in)] == [(backup.name, True)]


def test_what_has_come_since_is_no_difference(lived_in: Settings, backup: Path) -> None:
    later = lived_in.receipts / "oestskolen" / "later.json"
    later.write_text("{}")
    os.utime(later, (time.time() + 10, time.time() + 10))
    found = rehearse(lived_in, backup)
    assert (found.is_equal, found.newer) == (True, 1)


def test_what_the_backup_lacks_is_one(lived_in: Settings, backup: Path) -> None:
    lost = lived_in.receipts / "oestskolen" / "lost.json"
    lost.write_text("{}")
    with_old_time(lost)
    found = rehearse(lived_in, backup)
    assert found.differing == {"receipts": 1}
    assert lines(lived_in)[0]["equal"] is False


def test_a_published_file_that_was_changed_is_one(lived_in: Settings, backup: Path) -> None:
    (lived_in.marts / "medvind.duckdb").write_bytes(b"changed")
    with_old_time(lived_in.marts / "medvind.duckdb")
    assert rehearse(lived_in, backup).differing == {"marts": 2}


def test_a_link_that_leads_elsewhere_is_one(lived_in: Settings, backup: Path) -> None:
    (lived_in.marts / "parquet").unlink()
    (lived_in.marts / "parquet").symlink_to("publications/2/parquet")
    os.utime(lived_in.marts / "parquet", (0, 0), follow_symlinks=False)
    assert rehearse(lived_in, backup).differing == {"marts": 1}


def test_a_damaged_backup_is_written_down(lived_in: Settings, backup: Path) -> None:
    (backup / INSTALLATION / "marts" / "medvind.duckdb").write_bytes(b"rotten")
    with pytest.raises(NoBackup):
        drill(lived_in, backup.parent, "restic 1234")
    assert [(line["backup"], line["equal"]) for line in lines(lived_in)] == [("restic 1234", False)]
