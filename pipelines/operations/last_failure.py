"""The last failure of a step, stored until the same step succeeds. Its Danish text never holds a value from a drop."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from pipelines.atomic_io import write_json
from pipelines.permissions import close_folders, private_files
from pipelines.settings import Settings

# The steps of a run; a complete run clears a failure of any of them.
RUN_STEPS = ("take", "build", "protect", "marts", "publish")


@dataclass(frozen=True)
class Failure:
    """The time (local), the step, and the reason in Danish."""

    at: datetime
    step: str
    reason_da: str


def last_failure(settings: Settings) -> Failure | None:
    """Return the stored failure; None where there is none."""
    try:
        plain = json.loads(settings.failure.read_text(encoding="utf-8"))
        return Failure(**plain | {"at": datetime.fromisoformat(plain["at"])})
    except (FileNotFoundError, NotADirectoryError):
        return None


def remember_failure(settings: Settings, step: str, reason_da: str) -> None:
    """Store a failure. An OSError is ignored, so that a full disk does not hide the failure itself."""
    failure = Failure(datetime.now().replace(microsecond=0), step, reason_da)
    with suppress(OSError), private_files():
        close_folders(settings)
        write_json(settings.failure, asdict(failure) | {"at": failure.at.isoformat()})


def clear_failure(settings: Settings, steps: Collection[str]) -> None:
    """Remove the stored failure if it is of one of these steps."""
    failure = last_failure(settings)
    if failure and failure.step in steps:
        with suppress(OSError):
            settings.failure.unlink(missing_ok=True)
