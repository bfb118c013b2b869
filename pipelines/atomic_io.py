"""Files and folders that appear or are replaced by one rename, so that a reader, or a crash, finds either the old
content or the new content, whole.

Temporary names begin with a dot. But for those of `write_unlocked` they are fixed: callers hold a lock, so whatever
already has such a name was left by a crash and is removed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path: Path, content: Mapping[str, object], indent: int = 1) -> None:
    """Write JSON (UTF-8) by rename; make the folder where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replaced_file(path) as temporary:
        text = json.dumps(content, ensure_ascii=False, indent=indent)
        temporary.write_text(f"{text}\n", encoding="utf-8")


@contextmanager
def replaced_file(target: Path, temporary: Path | None = None) -> Iterator[Path]:
    """Yield the path of a temporary file; rename it to `target` afterwards, or remove it if the body raises.

    The rename is atomic but not synced: a caller whose file must survive a power cut calls `sync`.
    """
    temporary = temporary or target.with_name(f".{target.name}.part")
    try:
        yield temporary
        temporary.replace(target)
    except BaseException:
        remove(temporary)
        raise


def write_unlocked(path: Path, content: bytes) -> None:
    """Write a file by rename where several processes or threads may do so at once, for not all callers hold a lock.

    The temporary name is the writer's own. A file that has the content already stays as it is.
    """
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with replaced_file(path, path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.part")) as temporary:
        temporary.write_bytes(content)


def fresh_folder(path: Path) -> Path:
    """Make an empty folder, in place of whatever a crash left there."""
    remove(path)
    path.mkdir(parents=True)
    return path


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with its content; a missing path is fine."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.is_symlink() or path.exists():
        path.unlink(missing_ok=True)


@contextmanager
def new_folder(final: Path, temporary: Path | None = None) -> Iterator[Path]:
    """Yield a temporary folder to fill; give it its final name afterwards, or remove it if the body raises."""
    temporary = fresh_folder(temporary or final.with_name(f".{final.name}.new"))
    try:
        yield temporary
        rename_folder(temporary, final)
    except BaseException:
        remove(temporary)
        raise


def rename_folder(temporary: Path, final: Path) -> None:
    """Give a finished folder its final name, once its content is on disk."""
    for path in (*temporary.rglob("*"), temporary):
        sync(path)
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary.rename(final)
    sync(final.parent)


def replace_file(source: Path, target: Path) -> None:
    """Replace `target` by the file `source`: a hard link where the file system has them, else a copy."""
    temporary = _temporary(target)
    try:
        os.link(source, temporary)
    except OSError:  # a file system without hard links
        shutil.copy2(source, temporary)
        sync(temporary)
    temporary.replace(target)
    # Renaming one name of a file to another name of the same file does nothing and keeps both.
    temporary.unlink(missing_ok=True)
    sync(target.parent)


def replace_link(folder: Path, link: Path) -> None:
    """Point `link` to `folder`, by a relative path so that both can be moved together."""
    temporary = _temporary(link)
    temporary.symlink_to(os.path.relpath(folder, link.parent), target_is_directory=True)
    temporary.replace(link)
    sync(link.parent)


def _temporary(target: Path) -> Path:
    temporary = target.with_name(f".{target.name}.new")
    remove(temporary)
    return temporary
