"""Health check of the inbox: it is writable, and holds nothing that is never ingested."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from pipelines.intake.inbox.listing import RETUR, InboxGone, WaitingFile, check_inbox, list_waiting
from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.settings import Settings

# The server ingests a file within seconds; one that has waited this long needs a person.
_LONG_SECONDS = 86_400


def check_inbox_folder(settings: Settings) -> Iterator[HealthResult]:
    """Check the inbox, misplaced files in it, and waiting files."""
    try:
        check_inbox(settings)
    except InboxGone as gone:
        yield error("Indbakken er væk.", str(gone))
        return
    if not settings.inbox.is_dir():
        yield warning("Der er ingen indbakke endnu.", "Den bliver lavet af: medvind run")
        return
    shut = [folder for folder in _folders(settings.inbox) if not os.access(folder, os.W_OK | os.X_OK)]
    if shut:
        yield error(
            f"Driften kan ikke skrive i {len(shut)} mapper i indbakken, så filer hverken kan tages eller besvares.",
            "Giv driftens bruger lov til at skrive i: " + ", ".join(sorted(folder.name for folder in shut)),
        )
    yield from _astray(settings)
    yield from _waiting(list(list_waiting(settings.inbox)))


def _folders(inbox: Path) -> list[Path]:
    return [inbox, *(path for path in inbox.iterdir() if path.is_dir() and not path.is_symlink())]


def _astray(settings: Settings) -> Iterator[HealthResult]:
    """Report links and devices, which are never read, and files outside the partners' folders."""
    below = [
        path for path in settings.inbox.rglob("*") if RETUR not in path.relative_to(settings.inbox).parts
    ]
    odd = sum(
        not stat.S_ISREG(kind) and not stat.S_ISDIR(kind) for kind in (p.lstat().st_mode for p in below)
    )
    if odd:
        yield warning(
            f"Der er {odd} henvisninger eller enheder i indbakken. De bliver aldrig læst.",
            "Fjern dem, og bed partneren lægge selve filen.",
        )
    loose = sum(path.is_file() and path.name != ".gitkeep" for path in settings.inbox.iterdir())
    if loose:
        yield warning(
            f"Der ligger {loose} filer i selve indbakken. De bliver aldrig taget, for ingen ved, hvis de er.",
            "Flyt dem ind i partnerens mappe.",
        )


def _waiting(files: list[WaitingFile]) -> Iterator[HealthResult]:
    locked = sum(not os.access(file.path, os.R_OK) for file in files)
    if locked:
        yield error(
            f"{locked} filer i indbakken kan ikke læses af driften.",
            "Bed partneren om rettigheder til dem, eller giv mapperne setgid (se docs/privacy.md).",
        )
    old = sum(time.time() - file.changed_ns / 1e9 > _LONG_SECONDS for file in files)
    if old:
        yield warning(
            f"{old} filer har ventet i over et døgn.", "Skriv medvind run, eller start: medvind serve"
        )
    elif not locked:
        yield ok(f"{len(files)} filer venter i indbakken." if files else "Indbakken er tom.")
