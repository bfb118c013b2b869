"""Health check of leftovers of interrupted work. Locks are never stale: they end with their process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.file_lock import is_held
from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.settings import Settings


def check_leftovers(settings: Settings) -> Iterator[HealthResult]:
    """Report temporary files and folders, unless the lock is held: then they are in use."""
    if is_held(settings.lock):
        yield ok("Systemet arbejder lige nu.")
        return
    if settings.restored.exists():
        yield error("En sikkerhedskopi er ikke lagt helt på plads.", "Skriv: medvind run")
    if settings.backup_snapshot.exists() and not is_held(settings.backup_snapshot.with_name(".backup.lock")):
        yield warning(
            f"En sikkerhedskopi blev afbrudt, og {settings.backup_snapshot} holder på det, der siden er slettet.",
            "Tag en ny med medvind backup: så bliver den ryddet op.",
        )
    if left := [path for paths in _incomplete(settings) for path in paths]:
        names = ", ".join(str(path.relative_to(settings.data)) for path in left[:3])
        yield warning(
            f"Noget er blevet afbrudt og ikke ryddet op: {names}.",
            "Det haster ikke: det bliver ryddet op, næste gang der tages imod og udgives.",
        )
    else:
        yield ok("Intet er afbrudt, og systemet arbejder ikke lige nu.")


def _incomplete(settings: Settings) -> Iterator[Iterator[Path]]:
    yield settings.raw.glob(".incoming/*")
    yield settings.raw.glob("*/*/.rekey*")
    yield settings.publications.glob(".*.new")
    yield settings.releases.glob(".*.new")
    yield settings.data.glob(".restored.new")
