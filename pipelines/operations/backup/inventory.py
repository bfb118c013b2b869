"""The inventory of a backup: every file with its digest, every folder, every link.

A backup is restored from it alone, so that the backup's disk need support neither modes nor links.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, Self

MANIFEST, INSTALLATION = "manifest.json", "data"
VERSION = 1
_CHUNK = 1 << 20


class NoBackup(Exception):
    """A backup cannot be created or restored. The message says why, and what to do, in Danish."""


@dataclass(frozen=True)
class File:
    """One file: path below the data folder, size, mode, modification time and digest."""

    path: str
    bytes: int
    mode: int
    modified_ns: int
    sha256: str


@dataclass(frozen=True)
class Inventory:
    """The content of a backup. `fingerprint` identifies the keys it needs; `format` is the format of the store."""

    made_at: datetime
    format: int
    fingerprint: str
    demo: bool
    files: tuple[File, ...]
    folders: dict[str, int] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    version: int = VERSION

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.bytes for file in self.files)

    def write(self, folder: Path) -> None:
        """Write it as JSON in ASCII, so that file names that are not valid UTF-8 survive."""
        plain = asdict(self) | {"made_at": self.made_at.isoformat()}
        (folder / MANIFEST).write_text(json.dumps(plain, indent=1) + "\n", encoding="ascii")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read what `write` wrote. Raises NoBackup where it is damaged, or from a newer program."""
        try:
            plain: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="ascii"))
            if plain["version"] > VERSION:
                raise NoBackup(
                    f"Sikkerhedskopien i {folder} er lavet af en nyere udgave af programmet. Hent den, og prøv igen."
                )
            files = tuple(File(**file) for file in plain["files"])
            made = datetime.fromisoformat(plain["made_at"])
            found = cls(**plain | {"files": files, "made_at": made})
        except (ValueError, TypeError, KeyError):
            raise NoBackup(f"{folder / MANIFEST} er beskadiget. Brug en anden sikkerhedskopi.") from None
        for path in (*found.folders, *found.links, *(file.path for file in files)):
            _check_inside(path, folder)
        for path, target in found.links.items():
            _check_inside(os.path.normpath(PurePosixPath(path).parent / target), folder)
        return found


def _check_inside(path: str, folder: Path) -> None:
    """Raise NoBackup where a path leads out of the data folder; the manifest may have been tampered with."""
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise NoBackup(f"{folder / MANIFEST} peger ud af datamappen. Brug en anden sikkerhedskopi.")


def copy(source: Path, target: Path, progress: Callable[[int], None]) -> str:
    """Copy a file to disk (fsync) and return its sha256. `progress` is called with the size of each chunk."""
    found = hashlib.sha256()
    with source.open("rb") as reader, target.open("xb") as writer:
        while chunk := reader.read(_CHUNK):
            found.update(chunk)
            writer.write(chunk)
            progress(len(chunk))
        writer.flush()
        os.fsync(writer.fileno())
    return found.hexdigest()
