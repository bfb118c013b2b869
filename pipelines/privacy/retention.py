"""Retention: purge sealed originals, quarantined rows, returned files and replaced versions when they are due.

Every removal is logged, and noted in `purged.json` of the drop.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from pipelines.atomic_io import write_json
from pipelines.intake.archive.drop_folder import ORIGINAL, QUARANTINE, ROWS, WAITING
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.versions import live_scopes
from pipelines.intake.inbox.listing import RETUR
from pipelines.privacy.access_log import PURGE, write_line
from pipelines.progress import Progress, no_progress
from pipelines.settings import Settings
from schemas.partners import find_partner

PURGED = "purged.json"
_RETURNED = re.compile(r".* - (?:kvittering|rettelser) (\d{8}-\w+)\.(?:html|xlsx)")


@dataclass(frozen=True)
class DueItem:
    """A file whose retention period has ended; `why` is Danish."""

    path: Path
    receipt_id: str
    what: str
    why: str


def due(settings: Settings, today: date) -> Iterator[DueItem]:
    """Yield every file whose retention period has ended by a day."""
    history = History.look(settings)
    for drop in history.drops:
        folder = settings.raw / drop.folder
        if _older(drop.received_at.date(), settings.limits.originals_days, today):
            why = f"modtaget for over {settings.limits.originals_days} dage siden"
            yield from _there(folder, drop, (ORIGINAL, WAITING, QUARANTINE), why)
        if (days := _agreed(drop)) and _replaced_since(history, drop, days, today):
            yield from _there(folder, drop, (ROWS,), f"erstattet for over {days} dage siden")
    yield from _returned(settings, today)


def _older(day: date, days: int, today: date) -> bool:
    return day + timedelta(days=days) < today


def _there(folder: Path, drop: Manifest, names: tuple[str, ...], why: str) -> Iterator[DueItem]:
    for name in names:
        if (folder / name).exists():
            yield DueItem(folder / name, drop.receipt_id, name, why)


def _agreed(drop: Manifest) -> int | None:
    """The agreed retention of replaced rows in days; None: like other rows."""
    partner = find_partner(drop.partner)
    agreement = partner.feeds.get(drop.feed or "") if partner else None
    return agreement.retention if agreement else None


def _replaced_since(history: History, drop: Manifest, days: int, today: date) -> bool:
    """Return whether newer drops have replaced all of a drop, the last of them more than `days` ago."""
    live = live_scopes(history.earlier(drop.partner, drop.feed or ""))
    by = {live[scope].receipt_id for scope in drop.scopes if scope in live}
    if drop.receipt_id not in history.live or not by or drop.receipt_id in by:
        return False
    newest = max(found.received_at for found in history.drops if found.receipt_id in by)
    return _older(newest.date(), days, today)


def _returned(settings: Settings, today: date) -> Iterator[DueItem]:
    days = settings.limits.return_days
    for path in sorted(settings.inbox.glob(f"*/{RETUR}/*")):
        match = _RETURNED.fullmatch(path.name)
        if match and path.is_file() and _older(date.fromtimestamp(path.stat().st_mtime), days, today):
            yield DueItem(path, match[1], RETUR, f"svaret er over {days} dage gammelt")


def purge(settings: Settings, now: datetime, progress: Progress = no_progress) -> list[DueItem]:
    """Remove and log what is due; safe to repeat. The caller holds the lock."""
    removed = list(due(settings, now.date()))
    for place, found in enumerate(removed):
        progress("purge", place, len(removed))
        # Logged first: after a crash the log may have an entry twice, but never lacks one.
        write_line(settings, PURGE, now, what=found.what, receipt_id=found.receipt_id, why=found.why)
        if found.what != RETUR:
            _note(found, now.date())
        found.path.unlink(missing_ok=True)
    return removed


def _note(found: DueItem, today: date) -> None:
    path = found.path.with_name(PURGED)
    noted = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    write_json(path, noted | {found.what: today.isoformat()})
