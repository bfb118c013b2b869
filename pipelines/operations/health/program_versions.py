"""Health check of the program: locked package versions, Python and Chromium."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.report.pdf import BROWSERS
from pipelines.settings import PROJECT_ROOT, Settings

_LOCKED = re.compile(r"^([\w.\-]+)==([^\s;\\]+)\s*(?:;([^\\]*))?", re.MULTILINE)
_OLDEST = (3, 11)
_NAMED = 5


def check_versions(_: Settings) -> Iterator[HealthResult]:
    """Check Python, every locked package, and Chromium."""
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST:
        yield error(f"Python er {running}.", "Brug Python 3.11 eller nyere, og skriv: make setup")
    else:
        yield ok(f"Python er {running}.")
    yield _packages(PROJECT_ROOT / "requirements.lock")
    if any(map(shutil.which, BROWSERS)):
        yield ok("Chromium er der, så rapporten kan laves som PDF.")
    else:
        yield warning(
            "Chromium mangler, så rapporten bliver ikke lavet som PDF.", "På Debian: apt-get install chromium"
        )


def _packages(lock: Path) -> HealthResult:
    if not lock.exists():
        return warning("Låsefilen mangler, så pakkerne kan ikke efterses.", "Hent programmet igen.")
    wrong = list(deviating_versions(lock.read_text(encoding="utf-8")))
    if not wrong:
        return ok("Pakkerne er dem, programmet er prøvet med.")
    more = f" og {len(wrong) - _NAMED} til" if len(wrong) > _NAMED else ""
    return warning(
        f"Andre pakker end dem i låsefilen: {', '.join(wrong[:_NAMED])}{more}.", "Skriv: make setup"
    )


def deviating_versions(lock: str) -> Iterator[str]:
    """Yield each package whose version is not one it is locked to, with the installed version. A package with an
    environment marker need not be installed."""
    locked: dict[str, set[str]] = {}
    conditional = set()
    for name, wanted, condition in _LOCKED.findall(lock):
        locked.setdefault(name, set()).add(wanted)
        conditional |= {name} if condition.strip() else set()
    for name, wanted in locked.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            if name not in conditional:
                yield f"{name} mangler"
            continue
        if found not in wanted:
            yield f"{name} {found}"
