"""The templates and the note that wait in each partner's folder: known by size and time, so that they are no drops.

A template that a partner has filled in and saved where it lay is a drop like any other.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.atomic_io import write_json

TEMPLATES, NOTE = "skabeloner", "Læs mig.txt"
_WRITTEN = ".skrevet.json"


class OwnFiles:
    """The files that the program wrote into one partner's folder of templates."""

    def __init__(self, partner_folder: Path) -> None:
        self.folder = partner_folder / TEMPLATES

    @cached_property
    def _written(self) -> dict[str, dict[str, Any]]:
        """By name: size and time of each file, and what it was made of."""
        try:
            found: dict[str, dict[str, Any]] = json.loads(
                (self.folder / _WRITTEN).read_text(encoding="utf-8")
            )
        except (OSError, ValueError):
            return {}
        return found

    def holds(self, path: Path) -> bool:
        """Say whether a file is one that the program wrote and nobody has changed since; the note is always its own."""
        if path.parent != self.folder:
            return False
        known = self._written.get(path.name)
        return path.name in (NOTE, _WRITTEN) or (known is not None and known["look"] == _look(path))

    def is_made_of(self, path: Path, source: str) -> bool:
        """Say whether a file is there and was made of this."""
        return path.exists() and self._written.get(path.name, {}).get("source") == source

    def remember(self, written: dict[Path, str]) -> None:
        """Store which files were written, with what they were made of."""
        plain = {path.name: {"look": _look(path), "source": source} for path, source in written.items()}
        write_json(self.folder / _WRITTEN, plain)


def _look(path: Path) -> list[int]:
    try:
        found = path.lstat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]
