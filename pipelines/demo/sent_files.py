"""Sent files: what one partner sends on one day."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from pipelines.demo.partners import HABITS
from pipelines.demo.row_type import Row

_TITLES = {
    "residents": "Befolkning 0-29 år",
    "pupils": "Elever",
    "absence": "Fravær",
    "exams": "Prøvekarakterer",
    "memberships": "Medlemmer",
    "wellbeing": "Trivsel",
    "language": "Sprogvurdering",
    "guidance_status": "Statusliste",
    "enrolments": "Forløb",
    "benefits": "Ydelser",
    "part_time_jobs": "Fritidsjob",
    "initiatives": "Indsatser",
    "reflections": "Undren og aftaler",
    "participation": "Deltagere",
    "benchmarks": "Sammenligningstal",
}


@dataclass(frozen=True, order=True)
class SentFile:
    """One file, not yet written. `name` is its stem; `raw` bytes are written as they are."""

    sent: date
    partner: str
    name: str
    ending: str
    feed: str
    rows: list[Row] = field(compare=False, repr=False)
    raw: bytes | None = field(default=None, compare=False, repr=False)

    def write(self, inbox: Path, order: int) -> None:
        """Write the file into the inbox, last modified on the morning it was sent."""
        folder = inbox / self.partner / self.sent.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.{self.ending}"
        if self.raw is None:
            HABITS[self.partner].write(path, _TITLES[self.feed], self.rows)
        else:
            path.write_bytes(self.raw)
        morning = datetime.combine(self.sent, time(6), UTC) + timedelta(seconds=order)
        os.utime(path, (morning.timestamp(), morning.timestamp()))


def sent_file(sent: date, partner: str, feed: str, rows: list[Row]) -> SentFile:
    """Return a regular file, named as partners name that feed."""
    ending = HABITS[partner].save.__name__.split("_")[0].replace("text", "txt")
    return SentFile(sent, partner, _TITLES[feed].split(" ")[0], ending, feed, rows)


def latest(files: list[SentFile], partner: str, feed: str, until: date) -> SentFile:
    """Return a partner's latest list of a feed that is at least a week old, so that there is time for what follows."""
    week_ago = until - timedelta(days=7)
    return max(one for one in files if (one.partner, one.feed) == (partner, feed) and one.sent <= week_ago)
