"""Health check of file modes: folders with personal data are closed to everybody but the operator's user."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.permissions import writable_by_readers
from pipelines.settings import Settings

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_file_modes(settings: Settings) -> Iterator[HealthResult]:
    """Check mode and owner of the restricted folders, and the modes of the readers' and the partners' folders."""
    there = [path for path in (*settings.restricted, settings.warehouse) if path.exists()]
    opened = [path.name for path in there if path.stat().st_mode & _OTHERS]
    if opened:
        yield error(
            f"Andre på maskinen kan åbne {', '.join(opened)}.",
            f"Skriv i {settings.data}: chmod go= {' '.join(opened)}",
        )
    else:
        yield ok("Det, der handler om personer, kan kun åbnes af driften.")
    others = [path.name for path in there if path.stat().st_uid != os.geteuid()]
    if others:
        yield error(
            f"{', '.join(others)} tilhører en anden bruger end den, der skriver dette.",
            "Skriv kommandoerne som driftens bruger, altid den samme.",
        )
    if writable := [str(path.relative_to(settings.data)) for path in writable_by_readers(settings)]:
        yield error(
            f"Andre end driften kan skrive i {', '.join(writable)}, og dermed ændre det, læserne ser.",
            f"Skriv i {settings.data}: chmod go-w {' '.join(writable)}",
        )
    yield from _partners(settings)


def _partners(settings: Settings) -> Iterator[HealthResult]:
    """Check the partners' folders; those of a demo hold no personal data."""
    if settings.demo_marker.exists() or not settings.inbox.is_dir():
        return
    folders = [path for path in settings.inbox.iterdir() if path.is_dir() and not path.is_symlink()]
    opened = [path for path in folders if path.stat().st_mode & stat.S_IRWXO]
    if opened:
        yield warning(
            f"{len(opened)} af {len(folders)} mapper i indbakken kan åbnes af alle på maskinen.",
            "Giv hver partner sin egen gruppe, og skriv: chmod 2770 MAPPEN (se docs/privacy.md)",
        )
