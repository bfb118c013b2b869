"""Make equal published files one file with several names: a release is to a large part what another one is.

No byte is lost, and no reader sees a difference. Only files that nobody may write are linked; they are never changed in
place. Publications that are no longer shown are removed when one is made, and dbt rotates its own log.
"""

from __future__ import annotations

import filecmp
import os
import stat
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipelines.atomic_io import remove
from pipelines.settings import Settings

_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def link_equal_files(settings: Settings) -> int:
    """Link equal files of publications and releases; return the bytes that this frees. The caller holds the lock."""
    return sum(_link(paths) for paths in _look_alikes(settings))


def _look_alikes(settings: Settings) -> Iterator[list[Path]]:
    """Yield the read-only files that have the same size, mode, owner and disk."""
    found: dict[tuple[int, ...], list[Path]] = defaultdict(list)
    for path in (
        path for top in (settings.publications, settings.releases) for path in sorted(top.rglob("*"))
    ):
        kind = path.lstat()
        if stat.S_ISREG(kind.st_mode) and kind.st_size and not kind.st_mode & _WRITE:
            found[kind.st_size, kind.st_mode, kind.st_uid, kind.st_gid, kind.st_dev].append(path)
    yield from found.values()


def _link(paths: list[Path]) -> int:
    """Make those with equal bytes one file; return the bytes that this frees."""
    freed, kept = 0, list[Path]()
    for path in paths:
        equal = next((other for other in kept if filecmp.cmp(path, other, shallow=False)), None)
        if equal is None:
            kept.append(path)
        elif not path.samefile(equal):
            found = path.stat()
            freed += found.st_size if found.st_nlink == 1 else 0
            _replace_by_link(path, equal)
    return freed


def _replace_by_link(path: Path, equal: Path) -> None:
    temporary = path.with_name(f".{path.name}.part")
    remove(temporary)
    os.link(equal, temporary)
    temporary.replace(path)
