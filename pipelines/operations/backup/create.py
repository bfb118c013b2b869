"""A backup: a folder that appears whole, beside the others, with a list of every file and its digest.

The house is locked for as long as it takes to give its files a second name. The copying is done after that, from a
picture that stands still. The keys are never in it: they lie apart, and so do their copies.
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
    """The house as it stood at a moment: the files in `folder`, and all that is said of the rest."""

    folder: Path
    files: tuple[Path, ...]
    said: Inventory


def backups(folder: Path) -> list[Path]:
    """The whole backups in a folder, the oldest first."""
    return sorted(path.parent for path in folder.glob(f"{_PREFIX}*/{MANIFEST}"))


def back_up(settings: Settings, where: Path, progress: Progress = no_progress) -> tuple[Path, Inventory]:
    """Make a backup in the folder `where`, and return its own folder and what it holds.

    Raises NoBackup, KeysMissing and OSError; then there is no backup, and none is harmed.
    """
    progress("backup")
    _check_place(settings, where)
    with _alone_in_copying(settings), private_files():
        _make_place(where)
        with _picture(settings) as picture:
            target = where / f"{_PREFIX}{picture.said.made_at:%Y%m%d-%H%M%S}"
            with _unless_somebody_is_erased(picture), new_folder(target) as building:
                inventory = _copy_out(picture, building, progress)
    write_line(settings, BACKUP, datetime.now(), folder=str(target), files=len(inventory.files))
    return target, inventory


def _check_place(settings: Settings, where: Path) -> None:
    if where.resolve().is_relative_to(settings.data.resolve()):
        raise NoBackup(
            f"{where} ligger i datamappen og går tabt sammen med den. Vælg et andet sted, helst en anden disk."
        )


@contextmanager
def _alone_in_copying(settings: Settings) -> Iterator[None]:
    """One backup of a house is made at a time. This lock keeps nobody else waiting."""
    close_folders(settings)
    with hold(settings.backup_snapshot.with_name(".backup.lock")):
        yield


def _make_place(where: Path) -> None:
    where.mkdir(parents=True, exist_ok=True)
    for left in where.glob(f".{_PREFIX}*.new"):
        remove(left)


@contextmanager
def _unless_somebody_is_erased(picture: BackupSource) -> Iterator[None]:
    """Erasing removes the picture too, for the person is in it."""
    try:
        yield
    except FileNotFoundError:
        if picture.folder.exists():
            raise
        raise NoBackup("En person blev slettet, mens kopien blev taget. Tag den igen.") from None


@contextmanager
def _picture(settings: Settings) -> Iterator[BackupSource]:
    """The house standing still, for as long as this lasts. What a crash left of another picture goes."""
    folder = fresh_folder(settings.backup_snapshot)
    try:
        yield _take(settings, folder)
    finally:
        remove(folder)


def _take(settings: Settings, folder: Path) -> BackupSource:
    with data_lock(settings):
        keys = keys_of(settings)
        History.read(settings, keys)
        link_snapshot(settings, folder)
        # Listed while nobody can remove anything: what is missed later has been removed, and is not overlooked.
        files, folders, links = _listed(folder)
        demo, at = settings.demo_marker.exists(), datetime.now(UTC)
        said = Inventory(at, format_of(settings), keys.fingerprint, demo, (), folders, links)
        return BackupSource(folder, files, said)


def _listed(folder: Path) -> tuple[tuple[Path, ...], dict[str, int], dict[str, str]]:
    """The files below a folder, the rights of its folders, and where its links lead."""
    paths = {path.relative_to(folder).as_posix(): path for path in walk_files(folder)}
    links = {name: str(path.readlink()) for name, path in paths.items() if path.is_symlink()}
    kinds = {name: path.stat().st_mode for name, path in paths.items() if name not in links}
    folders = {name: stat.S_IMODE(kind) for name, kind in kinds.items() if stat.S_ISDIR(kind)}
    return tuple(paths[name] for name in kinds if name not in folders), folders, links


def _copy_out(picture: BackupSource, building: Path, progress: Progress) -> Inventory:
    """Copy the files of the picture, and write down all that it holds."""
    hear = progress_in_parts(progress, "backup", sum(path.stat().st_size for path in picture.files))
    for name in ("", *picture.said.folders):
        (building / INSTALLATION / name).mkdir()
    files = tuple(_copy_file(picture.folder, path, building / INSTALLATION, hear) for path in picture.files)
    inventory = replace(picture.said, files=files)
    inventory.write(building)
    return inventory


def _copy_file(source: Path, path: Path, target: Path, hear: Callable[[int], None]) -> File:
    name, found = path.relative_to(source), path.stat()
    sha256 = copy(path, target / name, hear)
    weight = (target / name).stat().st_size
    return File(name.as_posix(), weight, stat.S_IMODE(found.st_mode), found.st_mtime_ns, sha256)
