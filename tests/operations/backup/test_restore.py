"""What a restore refuses; and after any failure the data folder is complete or empty."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.intake.archive.drop_folder import read_manifests
from pipelines.intake.identity.key_files import make_keys
from pipelines.lock import data_lock
from pipelines.operations import migrations
from pipelines.operations.backup.create import back_up
from pipelines.operations.backup.inventory import INSTALLATION, MANIFEST, NoBackup
from pipelines.operations.backup.link_snapshot import backed_up_folders
from pipelines.operations.backup.restore import holds_something, restore
from pipelines.operations.migrations import NotOurFormat
from pipelines.settings import Settings
from tests.intake import samples
from tests.privacy import delivered_world


@pytest.fixture
def copy(lived_in: Settings, tmp_path: Path) -> Path:
    """A backup of an installation with drops."""
    return back_up(lived_in, tmp_path / "copies")[0]


@pytest.fixture
def empty(lived_in: Settings, tmp_path: Path) -> Settings:
    """An empty data folder for that installation."""
    return replace(lived_in, data=tmp_path / "elsewhere" / "data")


def is_empty(installation: Settings) -> bool:
    return not holds_something(backed_up_folders(installation)) and not list(
        installation.data.glob("*restored*")
    )


def test_a_data_folder_with_files_is_left_unchanged(copy: Path, empty: Settings) -> None:
    waiting = samples.put(empty, delivered_world.absence(delivered_world.OTHERS, "2025M12"))
    with pytest.raises(NoBackup, match="ikke tom"):
        restore(empty, copy)
    assert [path for path in empty.inbox.rglob("*") if path.is_file()] == [waiting]
    assert not list(read_manifests(empty))


def test_empty_folders_and_an_old_failure_do_not_prevent_a_restore(copy: Path, empty: Settings) -> None:
    (empty.inbox / "oestskolen").mkdir(parents=True)
    empty.logs.mkdir()
    empty.failure.write_text("{}")
    restore(empty, copy)
    assert list(read_manifests(empty))


def test_without_its_keys_nothing_is_restored(copy: Path, empty: Settings, tmp_path: Path) -> None:
    keyless = replace(empty, keys_folder=tmp_path / "other keys")
    with pytest.raises(NoBackup, match="Lav ikke nye"):
        restore(keyless, copy)
    make_keys(keyless.keys_folder)
    with pytest.raises(NoBackup, match="fingeraftryk"):
        restore(keyless, copy)
    assert is_empty(empty)


def test_a_demo_is_restored_with_the_keys_of_the_demo(
    lived_in: Settings, empty: Settings, tmp_path: Path
) -> None:
    shutil.copytree(lived_in.keys_folder, tmp_path / "keys_of_demo" / "demo")
    demo = replace(lived_in, keys_folder=tmp_path / "keys_of_demo")
    demo.demo_marker.touch()
    back_up(demo, tmp_path / "copies")
    there = replace(empty, keys_folder=tmp_path / "keys_of_demo")
    restore(there, tmp_path / "copies")
    assert there.demo_marker.exists()
    with pytest.raises(NoBackup, match="Lav ikke nye"):
        restore(replace(lived_in, data=tmp_path / "third"), tmp_path / "copies")


def damage(copy: Path) -> None:
    file = sorted((copy / INSTALLATION).rglob("rows.parquet"))[0]
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(data)


def lose(copy: Path) -> None:
    sorted((copy / INSTALLATION).rglob("rows.parquet"))[0].unlink()


def cut_the_manifest(copy: Path) -> None:
    (copy / MANIFEST).write_text((copy / MANIFEST).read_text()[:200])


def lead_out(copy: Path) -> None:
    plain = json.loads((copy / MANIFEST).read_text())
    plain["links"] = {"marts/parquet": "../../../etc"}
    (copy / MANIFEST).write_text(json.dumps(plain))


def put_outside(copy: Path) -> None:
    plain = json.loads((copy / MANIFEST).read_text())
    plain["files"][0]["path"] = "../keys/pseudonym.key"
    (copy / MANIFEST).write_text(json.dumps(plain))


def be_newer(copy: Path) -> None:
    plain = json.loads((copy / MANIFEST).read_text())
    (copy / MANIFEST).write_text(json.dumps(plain | {"version": 99}))


@pytest.mark.parametrize("harm", [damage, lose, cut_the_manifest, lead_out, put_outside, be_newer])
def test_a_damaged_backup_leaves_the_data_folder_empty(copy: Path, empty: Settings, harm) -> None:
    harm(copy)
    with pytest.raises(NoBackup):
        restore(empty, copy)
    assert is_empty(empty)


def test_a_backup_of_a_newer_store_is_refused(copy: Path, empty: Settings) -> None:
    plain = json.loads((copy / MANIFEST).read_text())
    (copy / MANIFEST).write_text(json.dumps(plain | {"format": 99}))
    with pytest.raises(NotOurFormat, match="ældre end dataene"):
        restore(empty, copy)
    assert is_empty(empty)


def test_the_newest_backup_of_a_folder_is_restored(copy: Path, empty: Settings) -> None:
    older = copy.with_name("medvind-20200101-000000")
    shutil.copytree(copy, older)
    assert restore(empty, copy.parent)[0] == copy


def test_a_folder_without_a_backup_is_refused(empty: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoBackup, match="ingen sikkerhedskopi"):
        restore(empty, tmp_path)


def test_a_restore_interrupted_while_copying_starts_over(copy: Path, empty: Settings) -> None:
    def cut(step: str, done: int = 0, total: int = 0, /) -> None:
        if done:
            raise delivered_world.Cut

    with pytest.raises(delivered_world.Cut):
        restore(empty, copy, cut)
    assert not holds_something(backed_up_folders(empty))
    restore(empty, copy)
    assert list(read_manifests(empty)) and not list(empty.data.glob("*restored*"))


def test_a_restore_interrupted_while_moving_is_finished_by_the_next_lock_holder(
    copy: Path, empty: Settings, lived_in: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = migrations.remove

    def cut(path: Path) -> None:
        if path == empty.receipts:
            raise delivered_world.Cut
        remove(path)

    with monkeypatch.context() as patch, pytest.raises(delivered_world.Cut):
        patch.setattr("pipelines.operations.migrations.remove", cut)
        restore(empty, copy)
    assert list(read_manifests(empty)) and not list(empty.receipts.iterdir())
    with data_lock(empty):
        assert [d.receipt_id for d in read_manifests(empty)] == [
            d.receipt_id for d in read_manifests(lived_in)
        ]
    assert list(empty.receipts.iterdir()) and not empty.restored.exists()
