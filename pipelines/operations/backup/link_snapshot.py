"""A snapshot of the data folder, from which a backup is copied while the system works on.

Files that are never changed in place are hard-linked, which takes neither time nor space; the rest is copied. What can
be computed again from the archive (warehouse, dbt's target, as-of rebuilds) is left out.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from pipelines.settings import Settings

# Temporary files and folders of interrupted work.
_INCOMPLETE = re.compile(r"^\.(incoming|rekeying|print-.*|.*\.(part|new))$")
# Side files of a SQLite database in use; the copy of the database does not need them.
_SQLITE_SIDE_FILES = re.compile(r"\.db-(wal|shm|journal)$")


def backed_up_folders(settings: Settings) -> tuple[Path, ...]:
    """Return the folders that cannot be computed again."""
    return (*replaced_whole(settings), *_written_in_place(settings))


def replaced_whole(settings: Settings) -> tuple[Path, ...]:
    """Folders whose files are written once, or replaced by rename."""
    return (settings.raw, settings.receipts, settings.marts)


def _written_in_place(settings: Settings) -> tuple[Path, ...]:
    """Folders whose files are changed in place. In the inbox a hard link would change the ctime that settling uses."""
    return (settings.inbox, settings.logs, settings.dagster)


def link_snapshot(settings: Settings, folder: Path) -> None:
    """Make a snapshot of the data folder in `folder` on the same disk. The caller holds the lock."""
    for top in backed_up_folders(settings):
        if top.exists():
            _add(top, folder / top.name, settings)
            for path in walk_files(top):
                _add(path, folder / path.relative_to(settings.data), settings)
    for marker in (settings.format, settings.demo_marker):
        if marker.exists():
            shutil.copy2(marker, folder / marker.name)


def walk_files(folder: Path) -> Iterator[Path]:
    """Yield everything complete below a folder, each folder before its content. Links are not followed."""
    for path in _sorted(folder):
        if _INCOMPLETE.search(path.name) or _SQLITE_SIDE_FILES.search(path.name):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from walk_files(path)


def _sorted(folder: Path) -> list[Path]:
    # Dagster and partners may remove folders meanwhile.
    with suppress(FileNotFoundError):
        return sorted(folder.iterdir())
    return []


def _add(source: Path, target: Path, settings: Settings) -> None:
    # Dagster and partners may remove files meanwhile.
    with suppress(FileNotFoundError):
        kind = source.lstat().st_mode
        if stat.S_ISDIR(kind):
            target.mkdir()
            target.chmod(stat.S_IMODE(kind) | stat.S_IRWXU)
        elif stat.S_ISLNK(kind) and source.is_relative_to(settings.marts):
            target.symlink_to(source.readlink())
        elif stat.S_ISREG(kind):
            _add_file(source, target, any(map(source.is_relative_to, replaced_whole(settings))))


def _add_file(source: Path, target: Path, is_replaced_whole: bool) -> None:
    if source.suffix == ".db":
        _copy_database(source, target)
    elif not is_replaced_whole or not _hard_linked(source, target):
        shutil.copy2(source, target)


def _hard_linked(source: Path, target: Path) -> bool:
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without hard links
        return False
    return True


def _copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database in a consistent state while others may write to it."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
    target.chmod(stat.S_IMODE(source.stat().st_mode))
