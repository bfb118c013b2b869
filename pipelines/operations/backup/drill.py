"""Rehearse a restore: put a backup in place in a folder of its own, and compare it with what is in use."""

from __future__ import annotations

import filecmp
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.operations.backup.inventory import Inventory, NoBackup
from pipelines.operations.backup.link_snapshot import replaced_whole, walk_files
from pipelines.operations.backup.restore import find_backup, restore
from pipelines.privacy.access_log import DRILL, write_line
from pipelines.progress import Progress, no_progress
from pipelines.settings import Settings


@dataclass(frozen=True)
class Drill:
    """What a rehearsal found.

    `differing`: number of files that are not as they were, by folder of the data folder. `newer`: number of files in
    use that have come or changed since the backup was made.
    """

    backup: str
    made_at: datetime
    files: int
    newer: int
    differing: Mapping[str, int]

    @property
    def is_equal(self) -> bool:
        """Whether everything was restored as it was, and nothing that is in use is missing."""
        return not self.differing


def drill(
    settings: Settings, where: Path, name: str | None = None, progress: Progress = no_progress
) -> Drill:
    """Rehearse the restore of a backup, or of the newest in a folder, and log who did it and what was found.

    `name`: what the log calls the backup, by default its folder. Raises as `restore` does, and logs that too.
    """
    folder = find_backup(where)
    named = name or folder.name
    try:
        found = _rehearse(settings, folder, named, progress)
    except NoBackup:
        write_line(settings, DRILL, datetime.now(), backup=named, equal=False)
        raise
    counts = {"files": found.files, "newer": found.newer, "differing": sum(found.differing.values())}
    made = found.made_at.astimezone().isoformat("T", "seconds")
    write_line(settings, DRILL, datetime.now(), backup=named, made_at=made, **counts, equal=found.is_equal)
    return found


def _rehearse(settings: Settings, folder: Path, named: str, progress: Progress) -> Drill:
    # On the disk of the backup: it has room for as much.
    with TemporaryDirectory(dir=folder.parent, prefix=".drill-") as temporary:
        rehearsed = replace(settings, data=Path(temporary) / "data")
        _, inventory = restore(rehearsed, folder, progress)
        in_use = list(_files_in_use(settings))
        older = [path for path in in_use if _is_older(path, inventory.made_at)]
        wrong = {*_damaged(rehearsed.data, inventory), *_unlike(settings.data, rehearsed.data, older)}
        tops = Counter(Path(name).parts[0] for name in wrong)
        return Drill(named, inventory.made_at, len(inventory.files), len(in_use) - len(older), tops)


def _files_in_use(settings: Settings) -> Iterator[Path]:
    """Yield the files and links of what is only ever replaced whole."""
    for path in (path for top in replaced_whole(settings) for path in walk_files(top)):
        if path.is_symlink() or not path.is_dir():
            yield path


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return path.lstat().st_mtime <= moment.timestamp()
    except FileNotFoundError:
        return False


def _damaged(data: Path, inventory: Inventory) -> Iterator[str]:
    """Yield each file of the inventory whose bytes on the disk are others."""
    for file in inventory.files:
        with (data / file.path).open("rb") as restored:
            if hashlib.file_digest(restored, "sha256").hexdigest() != file.sha256:
                yield file.path


def _unlike(in_use: Path, restored: Path, paths: list[Path]) -> Iterator[str]:
    """Yield each path in use that is missing from what was restored, or has another content there."""
    for path in paths:
        name = path.relative_to(in_use)
        try:
            if not _same(path, restored / name):
                yield name.as_posix()
        except FileNotFoundError:
            # Removed from what is in use meanwhile.
            if path.is_symlink() or path.exists():
                yield name.as_posix()


def _same(path: Path, other: Path) -> bool:
    if path.is_symlink() or other.is_symlink():
        return path.is_symlink() and other.is_symlink() and path.readlink() == other.readlink()
    return filecmp.cmp(path, other, shallow=False)
