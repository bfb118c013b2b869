"""Replacing by rename: whoever reads has the whole old thing or the whole new one, and so has a crash.

Temporary names are fixed and begin with a dot. One process writes at a time, so what stands under such
a name was left by a crash and is thrown away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.atomic_io import sync


def fresh_folder(path: Path) -> Path:
    """Make an empty folder, in place of whatever a crash left there."""
    remove(path)
    path.mkdir(parents=True)
    return path


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all in it; nothing there is fine."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def appearing(final: Path) -> Iterator[Path]:
    """A folder that is filled out of sight and appears whole, or not at all."""
    temporary = fresh_folder(final.with_name(f".{final.name}.new"))
    try:
        yield temporary
        settle(temporary, final)
    finally:
        remove(temporary)


def settle(temporary: Path, final: Path) -> None:
    """Give a finished folder its name, once all in it is on disk."""
    for path in (*temporary.rglob("*"), temporary):
        sync(path)
    temporary.rename(final)
    sync(final.parent)


def replace_file(source: Path, target: Path) -> None:
    """Let `target` be the file `source`: the same bytes on disk where that can be, else a copy."""
    temporary = _temporary(target)
    try:
        os.link(source, temporary)
    except OSError:  # a file system without hard links
        shutil.copy2(source, temporary)
        sync(temporary)
    temporary.replace(target)
    # Two names of the same file are not renamed one onto the other: both stay.
    temporary.unlink(missing_ok=True)
    sync(target.parent)


def replace_link(folder: Path, link: Path) -> None:
    """Let `link` lead to `folder`, by a relative path so that both can be moved together."""
    temporary = _temporary(link)
    temporary.symlink_to(os.path.relpath(folder, link.parent), target_is_directory=True)
    temporary.replace(link)
    sync(link.parent)


def _temporary(target: Path) -> Path:
    temporary = target.with_name(f".{target.name}.new")
    remove(temporary)
    return temporary
