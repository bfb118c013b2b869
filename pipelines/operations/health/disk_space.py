"""Is there room on the disk for what the house does next?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.operations.health.result import HealthResult, error, ok, warning
from pipelines.settings import Settings

# A run needs this much beside a new warehouse: the publication, temporary files, dbt's own.
_ALWAYS = 1_000_000_000


def check_disk_space(settings: Settings) -> Iterator[HealthResult]:
    """What is free, beside what the house holds."""
    if not settings.data.is_dir():
        return
    free, held = shutil.disk_usage(settings.data).free, folder_bytes(settings.data)
    needed = _ALWAYS + (settings.warehouse.stat().st_size if settings.warehouse.exists() else 0)
    said = f"Der er {_gigabytes(free)} fri på disken; systemet fylder {_gigabytes(held)}."
    if free < needed:
        yield error(
            said, "Skaf mere plads, før der køres igen. Gamle svar og originaler går med: medvind purge"
        )
    elif free < held:
        yield warning(said, "Skaf mere plads i god tid: der skal være plads til at bygge databasen forfra.")
    else:
        yield ok(said)


def folder_bytes(folder: Path) -> int:
    """Bytes of everything below a folder; what goes while it is counted does not count."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118 - a house has many files
            except FileNotFoundError:
                continue
    return total


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB".replace(".", ",")
