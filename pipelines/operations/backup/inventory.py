"""What a backup holds: every file with its digest, every folder, every link. It is read back from this list alone, so
a backup may lie on a disk that knows neither rights nor links."""

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
    """A backup that cannot be made, or put in place. The message says why, and what to do, in Danish."""


@dataclass(frozen=True)
class File:
    """One file: its place below the data folder, what it weighs, its rights, its time, its digest."""

    path: str
    bytes: int
    mode: int
    modified_ns: int
    sha256: str


@dataclass(frozen=True)
class Inventory:
    """A whole backup. `fingerprint` names the keys that it is of no use without; `format` is the store's."""

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
        """Write it beside what it lists. A name that is no UTF-8 is written so that it comes back the same."""
        plain = asdict(self) | {"made_at": self.made_at.isoformat()}
        (folder / MANIFEST).write_text(json.dumps(plain, indent=1) + "\n", encoding="ascii")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read what `write` wrote. Raises NoBackup where it is not whole, or of a newer program."""
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
    """Nothing of a backup is put outside the house, whoever has written in its list."""
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise NoBackup(f"{folder / MANIFEST} peger ud af datamappen. Brug en anden sikkerhedskopi.")


def copy(source: Path, target: Path, progress: Callable[[int], None]) -> str:
    """Copy the bytes of a file, and return their sha256. `progress` hears of the bytes, some at a time."""
    found = hashlib.sha256()
    with source.open("rb") as giver, target.open("xb") as taker:
        while chunk := giver.read(_CHUNK):
            found.update(chunk)
            taker.write(chunk)
            progress(len(chunk))
        taker.flush()
        os.fsync(taker.fileno())
    return found.hexdigest()
