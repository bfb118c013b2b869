"""The folder of a drop in the archive: the names of its files, and reading its manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pipelines.intake.archive.manifest import Manifest
from pipelines.settings import Settings

MANIFEST, ROWS, HELD, QUARANTINE, ORIGINAL, WAITING = (
    "manifest.json",
    "rows.parquet",
    "held.parquet",
    "quarantine.parquet",
    "original.age",
    "waiting.age",
)


def read_manifest(path: Path) -> Manifest:
    """Read one drop's manifest."""
    return Manifest.from_json(json.loads(path.read_text(encoding="utf-8")))


def read_manifests(settings: Settings) -> Iterator[Manifest]:
    """Read every manifest in the archive, in the order the drops were ingested."""
    return iter(sorted(map(read_manifest, _files(settings)), key=lambda manifest: manifest.sequence))


def holds_drops(settings: Settings) -> bool:
    """Say whether the archive has any drop, whatever its verdict."""
    return any(True for _ in _files(settings))


def _files(settings: Settings) -> Iterator[Path]:
    # A drop that is still being written is in a hidden folder and not listed.
    return settings.raw.glob(f"[!.]*/*/{MANIFEST}")


def is_live(settings: Settings, manifest: Manifest) -> bool:
    """Say whether a drop's rows are in the archive, and count unless a newer drop replaces them."""
    return (settings.raw / manifest.folder / ROWS).exists()
