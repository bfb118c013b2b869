"""Opening a store: a restore that was cut off is finished, and an older format becomes today's.

`format.json` says the format. A store from before there was such a file is of format 1. Whoever takes the house's lock
has the store brought up to date first, so nothing writes in a format that it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.atomic_io import remove, sync, write_json
from pipelines.intake.archive.manifest import read_manifests
from pipelines.settings import Settings


class NotOurFormat(Exception):
    """The store is newer than the program, or cannot be brought up to date. The message says what to do."""


@dataclass(frozen=True)
class Step:
    """What makes a store of one format one of the next. `name_da` is what the operator reads; `take` can be called
    again where it was cut off, and raises NotOurFormat where it cannot be done."""

    name_da: str
    take: Callable[[Settings], None]


# The first leads from format 1 to 2. A step is never removed: a backup may be old.
STEPS: Sequence[Step] = ()


def newest(steps: Sequence[Step] = STEPS) -> int:
    """The format that this program writes."""
    return 1 + len(steps)


def format_of(settings: Settings, steps: Sequence[Step] = STEPS) -> int:
    """The format of a store; an empty one is of today's. Raises NotOurFormat where its mark cannot be read."""
    if not settings.format.exists():
        return 1 if any(read_manifests(settings)) else newest(steps)
    try:
        return int(json.loads(settings.format.read_text(encoding="utf-8"))["format"])
    except (ValueError, KeyError, TypeError):
        raise NotOurFormat(
            f"{settings.format} kan ikke læses. Hent filen fra jeres sikkerhedskopi."
        ) from None


def check_format(found: int, steps: Sequence[Step] = STEPS) -> None:
    """Raise NotOurFormat where a store was written by a newer program."""
    if found > newest(steps):
        raise NotOurFormat(
            f"Programmet er ældre end dataene: de har format {found}, og programmet kender til og med {newest(steps)}. "
            "Intet er ændret. Hent den nyeste udgave af programmet, og prøv igen."
        )


def open_store(settings: Settings, steps: Sequence[Step] = STEPS) -> list[str]:
    """Bring the store up to date; return the names of the steps that took. The caller holds the house's lock.

    Raises NotOurFormat; what a step has finished is not done again.
    """
    _move_in(settings)
    found = format_of(settings, steps)
    check_format(found, steps)
    for number, step in enumerate(steps[found - 1 :], found + 1):
        step.take(settings)
        write_json(settings.format, {"format": number})
    if not settings.format.exists():
        write_json(settings.format, {"format": newest(steps)})
    return [step.name_da for step in steps[found - 1 :]]


def _move_in(settings: Settings) -> None:
    """Put what a restore has made ready in its place, where the rooms are empty, or were when it began."""
    if not settings.restored.exists():
        return
    for path in sorted(settings.restored.iterdir()):
        remove(settings.data / path.name)
        path.rename(settings.data / path.name)
    sync(settings.data)
    settings.restored.rmdir()
