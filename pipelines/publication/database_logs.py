"""Write-ahead logs beside published databases.

Nothing that we run writes to a published file. A program that opened one for writing and died leaves a log, which
DuckDB applies for every reader, to later files of that name too: the log does not say which file it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.atomic_io import remove
from pipelines.settings import Settings


def database_logs(settings: Settings) -> Iterator[Path]:
    """Find the logs beside the published file, and in publications and releases."""
    name = f"{settings.published.name}.*"
    for folder in (settings.marts, settings.publications, settings.releases):
        yield from folder.glob(name if folder == settings.marts else f"*/{name}")


def remove_logs(settings: Settings) -> None:
    """Remove them. The caller holds the lock."""
    for path in list(database_logs(settings)):
        remove(path)
