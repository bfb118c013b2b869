"""Health check of the keys: they exist, are closed to others, and match the archive."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.intake.archive.history import History
from pipelines.intake.identity.key_files import SECRET, KeysMissing, keys_of
from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.settings import Settings


def check_keys(settings: Settings) -> Iterator[HealthResult]:
    """Check the keys and their folder."""
    try:
        found = keys_of(settings)
        drops = len(History.read(settings, found).drops)
    except KeysMissing as problem:
        yield error("Nøglerne er ikke i orden, og intet kan tages ind.", str(problem))
        return
    yield ok(f"Nøglerne ligger i {settings.keys} og er dem, arkivet er lavet med ({drops} leverancer).")
    if (settings.keys / SECRET).exists() and not settings.demo_marker.exists():
        yield warning(
            f"{SECRET} ligger på maskinen. Den åbner partnernes originale filer.",
            "Flyt den til et sikkert sted uden for maskinen.",
        )
