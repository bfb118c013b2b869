"""The house as it stands at one moment: what a backup is copied from while the house works on.

What is never changed where it lies gets a second name, which takes no time and no room; the rest is copied. What can be
computed again from the archive (the warehouse, dbt's target, houses of the past) is left out.
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

# What somebody was writing when the power went.
_HALF = re.compile(r"^\.(incoming|rekeying|print-.*|.*\.(part|new))$")
# Of a SQLite database that is in use; the copy of the database needs none of them.
_BESIDE = re.compile(r"\.db-(wal|shm|journal)$")


def backed_up_folders(settings: Settings) -> tuple[Path, ...]:
    """The rooms of which there is no other copy."""
    return (*_replaced_whole(settings), *_written_in_place(settings))


def _replaced_whole(settings: Settings) -> tuple[Path, ...]:
    """A file here is written once, or replaced by rename."""
    return (settings.raw, settings.receipts, settings.marts)


def _written_in_place(settings: Settings) -> tuple[Path, ...]:
    """Partners write in the inbox, and a second name would change a time that files are known by."""
    return (settings.inbox, settings.logs, settings.dagster)


def link_snapshot(settings: Settings, folder: Path) -> None:
    """Let `folder`, on the same disk, hold the house as it stands. The caller holds the house's lock."""
    for room in backed_up_folders(settings):
        if room.exists():
            _put(room, folder / room.name, settings)
            for path in walk_files(room):
                _put(path, folder / path.relative_to(settings.data), settings)
    for mark in (settings.format, settings.demo_marker):
        if mark.exists():
            shutil.copy2(mark, folder / mark.name)


def walk_files(folder: Path) -> Iterator[Path]:
    """Everything below a folder that is whole, each folder before what is in it. Links are not followed."""
    for path in _sorted(folder):
        if _HALF.search(path.name) or _BESIDE.search(path.name):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from walk_files(path)


def _sorted(folder: Path) -> list[Path]:
    # Gone since it was seen: Dagster tidies up after itself, and an inbox is its partner's.
    with suppress(FileNotFoundError):
        return sorted(folder.iterdir())
    return []


def _put(source: Path, target: Path, settings: Settings) -> None:
    # A partner may take a file back, and Dagster tidies up after itself.
    with suppress(FileNotFoundError):
        kind = source.lstat().st_mode
        if stat.S_ISDIR(kind):
            target.mkdir()
            target.chmod(stat.S_IMODE(kind) | stat.S_IRWXU)
        elif stat.S_ISLNK(kind) and source.is_relative_to(settings.marts):
            target.symlink_to(source.readlink())
        elif stat.S_ISREG(kind):
            _put_file(source, target, any(map(source.is_relative_to, _replaced_whole(settings))))


def _put_file(source: Path, target: Path, is_replaced_whole: bool) -> None:
    if source.suffix == ".db":
        _copy_database(source, target)
    elif not is_replaced_whole or not _named_too(source, target):
        shutil.copy2(source, target)


def _named_too(source: Path, target: Path) -> bool:
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without hard links
        return False
    return True


def _copy_database(source: Path, target: Path) -> None:
    """A SQLite database as it is between two transactions, whoever writes in it meanwhile."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
    target.chmod(stat.S_IMODE(source.stat().st_mode))
