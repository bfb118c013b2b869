"""The last failure of the house, remembered until the same step ends well. In our own words: never a value."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from pipelines.atomic_io import write_json
from pipelines.permissions import close_folders, private_files
from pipelines.settings import Settings

# What one run does, and what only a whole run settles.
WAY = ("take", "build", "protect", "marts", "publish")


@dataclass(frozen=True)
class Failure:
    """When it happened (local time), in which step, and why in Danish."""

    at: datetime
    step: str
    reason_da: str


def last_failure(settings: Settings) -> Failure | None:
    """What went wrong last and has not gone well since."""
    try:
        plain = json.loads(settings.failure.read_text(encoding="utf-8"))
        return Failure(**plain | {"at": datetime.fromisoformat(plain["at"])})
    except (FileNotFoundError, NotADirectoryError):
        return None


def remember_failure(settings: Settings, step: str, reason_da: str) -> None:
    """Write it down. A disk that is full, which may be the reason, must not hide what happened."""
    failure = Failure(datetime.now().replace(microsecond=0), step, reason_da)
    with suppress(OSError), private_files():
        close_folders(settings)
        write_json(settings.failure, asdict(failure) | {"at": failure.at.isoformat()})


def clear_failure(settings: Settings, steps: Collection[str]) -> None:
    """Forget a failure of one of these steps: it has gone well now."""
    failure = last_failure(settings)
    if failure and failure.step in steps:
        with suppress(OSError):
            settings.failure.unlink(missing_ok=True)
