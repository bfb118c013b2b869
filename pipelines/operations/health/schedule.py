"""Health check of the schedule: nightly runs, the last failure, the last backup, and the last restore drill."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.operations.last_failure import last_failure
from pipelines.privacy.access_log import BACKUP, DRILL
from pipelines.settings import Settings
from pipelines.text.danish import counted, moment

# Runs are scheduled every night; a run may take some hours.
_NIGHT = timedelta(hours=30)
_BACKUP_DAYS, _DRILL_DAYS = 7, 200


def check_schedule(settings: Settings) -> Iterator[HealthResult]:
    """Check the last failure, the last run, the last backup and the last restore drill."""
    if failure := last_failure(settings):
        yield error(
            f"Noget gik galt {moment(failure.at)} og er ikke gået godt siden: {failure.reason_da}",
            "Gør, som der står, og skriv: medvind run",
        )
    yield from _run(settings)
    yield from _backup(settings)


def _run(settings: Settings) -> Iterator[HealthResult]:
    at = last_run(settings)
    if at is None:
        yield warning("Systemet har aldrig været kørt.", "Skriv: medvind run")
    elif datetime.now() - at > _NIGHT:
        yield warning(
            f"Der er ikke kørt siden {moment(at)}.",
            "Kører serveren ikke? Skriv medvind run, eller start: medvind serve",
        )
    else:
        yield ok(f"Systemet er sidst kørt {moment(at)}.")


def _backup(settings: Settings) -> Iterator[HealthResult]:
    if settings.demo_marker.exists():
        return
    found = last_backup(settings)
    if found is None:
        yield warning("Der er aldrig taget en sikkerhedskopi.", "Skriv: medvind backup MAPPE")
        return
    at, folder = found
    age = (datetime.now() - at).days
    if age > _BACKUP_DAYS:
        yield warning(
            f"Den nyeste sikkerhedskopi er {counted(age, 'dag', 'dage')} gammel.",
            f"Skriv: medvind backup {folder.parent}",
        )
    else:
        yield ok(f"Den nyeste sikkerhedskopi er fra {moment(at)}.")
    yield _drill(settings, folder.parent)


def _drill(settings: Settings, backups: Path) -> HealthResult:
    line, do = _last_line(settings.logs / DRILL), f"Skriv: medvind drill {backups}"
    if line is None:
        return warning("Det er aldrig øvet at lægge en sikkerhedskopi på plads.", do)
    at = datetime.fromisoformat(line["at"])
    if not line["equal"]:
        return error(f"Den kopi, der blev øvet med {moment(at)}, var ikke den samme.", f"Tag en ny. {do}")
    if (age := (datetime.now() - at).days) > _DRILL_DAYS:
        return warning(f"Det er {age} dage siden, det blev øvet at lægge en kopi på plads.", do)
    return ok(f"Det er sidst øvet at lægge en kopi på plads {moment(at)}.")


def last_run(settings: Settings) -> datetime | None:
    """Return when the warehouse was last brought up to date (local time); None where it never was."""
    built = settings.dbt / "built.json"
    return datetime.fromtimestamp(built.stat().st_mtime) if built.exists() else None


def last_backup(settings: Settings) -> tuple[datetime, Path] | None:
    """Return the time (local) and the folder of the newest backup; None where there is none."""
    line = _last_line(settings.logs / BACKUP)
    return (datetime.fromisoformat(line["at"]), Path(line["folder"])) if line else None


def _last_line(log: Path) -> dict[str, Any] | None:
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return dict(json.loads(lines[-1])) if lines else None
