"""A backup holds everything that cannot be recreated, and a restored data folder equals the one backed up."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipelines.intake.identity.key_files import KeysMissing, add_key
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.intake.ingest import ingest_waiting
from pipelines.lock import data_lock
from pipelines.operations.backup.create import back_up, backups
from pipelines.operations.backup.inventory import INSTALLATION, Inventory, NoBackup
from pipelines.operations.backup.restore import restore
from pipelines.privacy import forget
from pipelines.settings import Settings
from tests.intake import samples
from tests.privacy import delivered_world

Contents = dict[str, tuple[int, int, str]]


@pytest.fixture
def full(lived_in: Settings, keys: Keys) -> Settings:
    """The same with a publication, a release, Dagster's storage, a log, and a waiting file."""
    tables = lived_in.publications / "1" / "parquet"
    tables.mkdir(parents=True)
    (tables / "overview.parquet").write_bytes(b"figures")
    (tables / "overview.parquet").chmod(0o444)
    (lived_in.marts / "parquet").symlink_to("publications/1/parquet", target_is_directory=True)
    (lived_in.marts / "medvind.duckdb").hardlink_to(tables / "overview.parquet")
    shutil.copytree(tables, lived_in.releases / "2026K1" / "parquet")
    with data_lock(lived_in):
        (lived_in.logs / "access.jsonl").write_text("{}\n")
    (lived_in.dagster / "history").mkdir()
    with sqlite3.connect(lived_in.dagster / "history" / "runs.db") as runs:
        runs.execute("pragma journal_mode=wal")
        runs.execute("create table runs as select 1 as id")
    Persons.read(lived_in, keys).save(lived_in)
    samples.put(lived_in, delivered_world.absence(delivered_world.OTHERS, "2025M12"), "venter på jer.csv")
    (lived_in.inbox / "oestskolen").chmod(0o2770)
    return lived_in


def contents(installation: Settings) -> Contents:
    """Mode, time and bytes of every backed-up file by path; the target of a link."""
    folders = (
        installation.raw,
        installation.receipts,
        installation.marts,
        installation.inbox,
        installation.logs,
        installation.dagster,
    )
    found: Contents = {}
    for path in (path for folder in folders for path in folder.rglob("*") if path.name != ".incoming"):
        name, kind = str(path.relative_to(installation.data)), path.lstat()
        if path.is_symlink():
            found[name] = (0, 0, str(path.readlink()))
        elif path.is_dir():
            found[name] = (stat.S_IMODE(kind.st_mode), 0, "")
        elif path.suffix == ".db":
            found[name] = (stat.S_IMODE(kind.st_mode), 0, dump(path))
        elif not path.name.endswith(("-wal", "-shm", "backup.jsonl")):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[name] = (stat.S_IMODE(kind.st_mode), kind.st_mtime_ns, digest)
    return found


def dump(database: Path) -> str:
    with closing(sqlite3.connect(database)) as runs:
        return str(runs.execute("select * from runs").fetchall())


def empty_like(installation: Settings, tmp_path: Path) -> Settings:
    """An empty data folder with the same keys."""
    return replace(installation, data=tmp_path / "elsewhere" / "data")


def test_a_restored_data_folder_equals_the_original(full: Settings, tmp_path: Path) -> None:
    before = contents(full)
    folder, _ = back_up(full, tmp_path / "copies")
    there = empty_like(full, tmp_path)
    assert restore(there, tmp_path / "copies")[0] == folder
    assert contents(there) == before
    assert (there.marts / "parquet" / "overview.parquet").read_bytes() == b"figures"
    assert there.format.read_text() == full.format.read_text()
    assert not there.restored.exists()


def test_a_backup_changes_nothing_in_the_data_folder(full: Settings, tmp_path: Path) -> None:
    waiting = {path: path.stat().st_ctime_ns for path in full.inbox.rglob("*")}
    before = contents(full)
    back_up(full, tmp_path / "copies")
    assert contents(full) == before
    assert {path: path.stat().st_ctime_ns for path in full.inbox.rglob("*")} == waiting
    assert not full.backup_snapshot.exists()


def test_the_manifest_lists_every_file_and_no_other(full: Settings, tmp_path: Path) -> None:
    folder, inventory = back_up(full, tmp_path / "copies")
    there = {
        str(p.relative_to(folder / INSTALLATION)) for p in (folder / INSTALLATION).rglob("*") if p.is_file()
    }
    assert {file.path for file in inventory.files} == there
    for file in inventory.files:
        data = (folder / INSTALLATION / file.path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.bytes, file.sha256)
    assert Inventory.read(folder) == inventory


def test_neither_keys_nor_what_can_be_recreated_are_in_it(full: Settings, tmp_path: Path) -> None:
    full.warehouse.write_bytes(b"made")
    (full.dbt / "built.json").write_text("{}")
    (full.raw / ".incoming" / "half").mkdir(parents=True)
    (full.publications / ".2.new").mkdir()
    folder, inventory = back_up(full, tmp_path / "copies")
    places = {Path(name).parts[0] for name in [*(f.path for f in inventory.files), *inventory.folders]}
    assert places == {"raw", "receipts", "marts", "inbox", "logs", "dagster", "format.json"}
    assert not [name for name in inventory.folders if ".incoming" in name or ".new" in name]
    secret = (full.keys / "pseudonym.key").read_bytes().strip()
    assert not [path for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_only_its_owner_can_open_it(full: Settings, tmp_path: Path) -> None:
    folder, _ = back_up(full, tmp_path / "copies")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_other_work_goes_on_while_the_files_are_copied(full: Settings, keys: Keys, tmp_path: Path) -> None:
    """A complete run during the copying does not wait, and is not in the backup."""
    before, taken = contents(full), []

    def work(step: str, done: int = 0, total: int = 0, /) -> None:
        if done and not taken:
            with data_lock(full):
                taken.extend(ingest_waiting(full, keys).drops)

    back_up(full, tmp_path / "copies", work)
    assert taken and contents(full) != before
    there = empty_like(full, tmp_path)
    restore(there, tmp_path / "copies")
    assert contents(there) == before


def test_a_person_erased_meanwhile_is_in_no_backup(full: Settings, keys: Keys, tmp_path: Path) -> None:
    def erase(step: str, done: int = 0, total: int = 0, /) -> None:
        with data_lock(full):
            forget.forget(full, keys, delivered_world.names(full, keys), date.today())

    with pytest.raises(NoBackup, match="Tag den igen"):
        back_up(full, tmp_path / "copies", lambda step, done=0, total=0: erase(step) if done else None)
    assert list((tmp_path / "copies").iterdir()) == []


def test_an_interrupted_backup_is_not_listed(full: Settings, tmp_path: Path) -> None:
    def cut(step: str, done: int = 0, total: int = 0, /) -> None:
        if done:
            raise delivered_world.Cut

    with pytest.raises(delivered_world.Cut):
        back_up(full, tmp_path / "copies", cut)
    assert backups(tmp_path / "copies") == [] and not full.backup_snapshot.exists()
    (tmp_path / "copies" / ".medvind-20250101-000000.new").mkdir()
    folder, _ = back_up(full, tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == [folder]


def test_a_backup_inside_the_data_folder_is_refused(full: Settings) -> None:
    with pytest.raises(NoBackup, match="datamappen"):
        back_up(full, full.data / "copies")


def test_no_backup_during_a_key_rotation(full: Settings, tmp_path: Path) -> None:
    add_key(full.keys)
    with pytest.raises(KeysMissing, match="key rotate"):
        back_up(full, tmp_path / "copies")
    assert backups(tmp_path / "copies") == []


def test_time_and_folder_of_a_backup_are_logged(full: Settings, tmp_path: Path) -> None:
    folder, inventory = back_up(full, tmp_path / "copies")
    line = json.loads((full.logs / "backup.jsonl").read_text())
    assert (line["folder"], line["files"]) == (str(folder), len(inventory.files))
