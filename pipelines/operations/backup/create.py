"""Create a backup: a folder, created by one rename, with a manifest of every file and its digest.

The data folder is locked only while a snapshot of hard links is made; files are copied from the snapshot afterwards.
The keys are not in the backup: they are stored separately, and so are their copies.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.atomic_io import fresh_folder, new_folder, remove
from pipelines.file_lock import hold
from pipelines.intake.archive.history import History
from pipelines.intake.identity.key_files import keys_of
from pipelines.lock import data_lock
from pipelines.operations.backup.inventory import INSTALLATION, MANIFEST, File, Inventory, NoBackup, copy
from pipelines.operations.backup.link_snapshot import link_snapshot, walk_files
from pipelines.operations.migrations import format_of
from pipelines.permissions import close_folders, private_files
from pipelines.privacy.access_log import BACKUP, write_line
from pipelines.progress import Progress, no_progress, progress_in_parts
from pipelines.settings import Settings

_PREFIX = "medvind-"


@dataclass(frozen=True)
class BackupSource:
    """A snapshot to copy from: its `files` in `folder`, and the inventory without files."""

    folder: Path
    files: tuple[Path, ...]
    inventory: Inventory


def backups(folder: Path) -> list[Path]:
    """Return the complete backups in a folder, the oldest first."""
    return sorted(path.parent for path in folder.glob(f"{_PREFIX}*/{MANIFEST}"))


def back_up(settings: Settings, where: Path, progress: Progress = no_progress) -> tuple[Path, Inventory]:
    """Create a backup in the folder `where`; return its own folder and inventory.

    Raises NoBackup, KeysMissing and OSError; then no backup is created, and earlier ones are intact.
    """
    progress("backup")
    _check_target(settings, where)
    with _backup_lock(settings), private_files():
        _prepare_folder(where)
        with _snapshot(settings) as snapshot:
            target = where / f"{_PREFIX}{snapshot.inventory.made_at:%Y%m%d-%H%M%S}"
            with _erasure_reported(snapshot), new_folder(target) as building:
                inventory = _copy_out(snapshot, building, progress)
    write_line(settings, BACKUP, datetime.now(), folder=str(target), files=len(inventory.files))
    return target, inventory


def _check_target(settings: Settings, where: Path) -> None:
    if where.resolve().is_relative_to(settings.data.resolve()):
        raise NoBackup(
            f"{where} ligger i datamappen og går tabt sammen med den. Vælg et andet sted, helst en anden disk."
        )


@contextmanager
def _backup_lock(settings: Settings) -> Iterator[None]:
    """Hold the backup lock: one backup of an installation at a time. Nothing else waits for it."""
    close_folders(settings)
    with hold(settings.backup_snapshot.with_name(".backup.lock")):
        yield


def _prepare_folder(where: Path) -> None:
    where.mkdir(parents=True, exist_ok=True)
    for left in where.glob(f".{_PREFIX}*.new"):
        remove(left)


@contextmanager
def _erasure_reported(snapshot: BackupSource) -> Iterator[None]:
    """Raise NoBackup where a person was erased meanwhile: erasure removes the snapshot, which holds that person."""
    try:
        yield
    except FileNotFoundError:
        if snapshot.folder.exists():
            raise
        raise NoBackup("En person blev slettet, mens kopien blev taget. Tag den igen.") from None


@contextmanager
def _snapshot(settings: Settings) -> Iterator[BackupSource]:
    """Provide a snapshot, removed at the end. One that a crash left is replaced."""
    folder = fresh_folder(settings.backup_snapshot)
    try:
        yield _take_snapshot(settings, folder)
    finally:
        remove(folder)


def _take_snapshot(settings: Settings, folder: Path) -> BackupSource:
    with data_lock(settings):
        keys = keys_of(settings)
        History.read(settings, keys)
        link_snapshot(settings, folder)
        # Listed under the lock, so that a file removed later is noticed when it is copied.
        files, folders, links = _listed(folder)
        demo, at = settings.demo_marker.exists(), datetime.now(UTC)
        inventory = Inventory(at, format_of(settings), keys.fingerprint, demo, (), folders, links)
        return BackupSource(folder, files, inventory)


def _listed(folder: Path) -> tuple[tuple[Path, ...], dict[str, int], dict[str, str]]:
    """Return the files below a folder, the mode of each folder, and the target of each link."""
    paths = {path.relative_to(folder).as_posix(): path for path in walk_files(folder)}
    links = {name: str(path.readlink()) for name, path in paths.items() if path.is_symlink()}
    kinds = {name: path.stat().st_mode for name, path in paths.items() if name not in links}
    folders = {name: stat.S_IMODE(kind) for name, kind in kinds.items() if stat.S_ISDIR(kind)}
    return tuple(paths[name] for name in kinds if name not in folders), folders, links


def _copy_out(snapshot: BackupSource, building: Path, progress: Progress) -> Inventory:
    """Copy the files of the snapshot and write the inventory."""
    advance = progress_in_parts(progress, "backup", sum(path.stat().st_size for path in snapshot.files))
    for name in ("", *snapshot.inventory.folders):
        (building / INSTALLATION / name).mkdir()
    files = tuple(
        _copy_file(snapshot.folder, path, building / INSTALLATION, advance) for path in snapshot.files
    )
    inventory = replace(snapshot.inventory, files=files)
    inventory.write(building)
    return inventory


def _copy_file(source: Path, path: Path, target: Path, advance: Callable[[int], None]) -> File:
    name, found = path.relative_to(source), path.stat()
    sha256 = copy(path, target / name, advance)
    size = (target / name).stat().st_size
    return File(name.as_posix(), size, stat.S_IMODE(found.st_mode), found.st_mtime_ns, sha256)
