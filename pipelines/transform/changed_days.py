"""The days that the rows of changed drops are about: all other periods keep their rows in the warehouse."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.intake.archive.drop_folder import MANIFEST, read_manifest
from pipelines.settings import Settings
from pipelines.transform.build_state import State

# First and last day, inclusive, of each drop.
Days = list[tuple[date, date]]


def changed_days(settings: Settings, built: State | None, state: State, feeds: Iterable[str]) -> Days | None:
    """Return the days of the drops of some feeds that have come or gone since a build; None where they are not known.

    A drop that was withdrawn still has its manifest, which says what days its rows were about.
    """
    days: Days = []
    for feed in feeds:
        changed = state.changed_drops(built, feed)
        if changed is None:
            return None
        for name in sorted(changed):
            manifest = settings.raw / feed / name / MANIFEST
            drop = read_manifest(manifest) if manifest.exists() else None
            if drop is None or drop.period_start is None or drop.period_end is None:
                return None
            days.append((drop.period_start, drop.period_end))
    return days
