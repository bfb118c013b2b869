"""Health check of the disk: there is space for the next run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.settings import Settings

# Bytes that a run needs besides a new warehouse: the publication, temporary files, dbt's artefacts.
_ALWAYS = 1_000_000_000


def check_disk_space(settings: Settings) -> Iterator[HealthResult]:
    """Compare the free space with what a run needs, with the agreed limit, and with the size of the data folder."""
    if not settings.data.is_dir():
        return
    free, held = shutil.disk_usage(settings.data).free, folder_bytes(settings.data)
    needed = _ALWAYS + (settings.warehouse.stat().st_size if settings.warehouse.exists() else 0)
    said = f"Der er {_gigabytes(free)} fri på disken; systemet fylder {_gigabytes(held)}."
    if free < needed:
        yield error(
            said, "Skaf mere plads, før der køres igen. Gamle svar og originaler går med: medvind purge"
        )
    elif free < settings.free_bytes:
        yield warning(
            f"{said} Der skal være {_gigabytes(settings.free_bytes)} (MEDVIND_FREE_GB).",
            "Skaf mere plads i god tid. Det, der vokser, bliver mindre med: medvind maintenance",
        )
    elif free < held:
        yield warning(said, "Skaf mere plads i god tid: der skal være plads til at bygge databasen forfra.")
    else:
        yield ok(said)


def folder_bytes(folder: Path) -> int:
    """Return the bytes of all files below a folder; files removed meanwhile are skipped."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118 - a data folder has many files
            except FileNotFoundError:
                continue
    return total


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB".replace(".", ",")
