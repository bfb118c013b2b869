"""How the house stands, in one look. Counts, names of partners and lists, receipts; nothing of a person."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from pipelines.intake.archive.manifest import HELD, MANIFEST, Manifest
from pipelines.pages.marts_connection import connect
from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.settings import Settings
from pipelines.transform.build_state import State

_NEWEST = """
    select partner, feed, max(received_at), max_by(verdict, received_at), count(*)
    from deliveries where receipt_id is not null and verdict <> 'duplicate' group by all order by all
"""
_MISSING = """
    select partner, feed, count(*), max(days_late) from deliveries where receipt_id is null
    group by all order by max(days_late) desc, feed
"""


@dataclass(frozen=True)
class Missing:
    """A list that a partner owes: for how many periods, and for how many days the first of them."""

    feed: str
    periods: int
    days: int


@dataclass(frozen=True)
class Deliveries:
    """What one partner has delivered: its lists and files, when the newest came, the newest answer of each list
    (how many of each verdict), and what is missing."""

    partner: str
    lists: int
    files: int
    newest: datetime | None
    verdicts: Counter[str]
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Published:
    """What readers see: since when (UTC), whether the archive holds nothing newer, and the corrected figures that
    wait for a freeze."""

    id: str
    at: datetime
    is_current: bool
    waiting: tuple[str, ...]


def published(settings: Settings) -> Published | None:
    """The publication that readers see; None where there is none."""
    if not (settings.current_publication / METADATA).exists():
        return None
    passport, now = read_metadata(settings.current_publication), State.now(settings).as_json()
    is_current = {name: passport["basis"].get(name) for name in now} == now
    at = datetime.fromisoformat(passport["published_at"])
    return Published(passport["id"], at, is_current, tuple(passport.get("waiting", ())))


def held(settings: Settings) -> list[Manifest]:
    """The drops that wait for a person's decision, the oldest first."""
    files = (path.with_name(MANIFEST) for path in settings.raw.glob(f"[!.]*/*/{HELD}"))
    drops = (Manifest.from_json(json.loads(path.read_text(encoding="utf-8"))) for path in files)
    return sorted(drops, key=lambda drop: drop.sequence)


def deliveries(settings: Settings) -> list[Deliveries]:
    """One line a partner, as published; those who owe something first."""
    if not settings.published.exists():
        return []
    with connect(settings) as marts:
        newest, missing = marts.execute(_NEWEST).fetchall(), marts.execute(_MISSING).fetchall()
    partners = {row[0] for row in [*newest, *missing]}
    found = (
        _line(
            partner,
            [row[1:] for row in newest if row[0] == partner],
            tuple(Missing(*row[1:]) for row in missing if row[0] == partner),
        )
        for partner in partners
    )
    return sorted(found, key=lambda line: (not line.missing, line.partner))


def _line(
    partner: str, lists: list[tuple[str | None, datetime, str, int]], missing: tuple[Missing, ...]
) -> Deliveries:
    return Deliveries(
        partner,
        sum(feed is not None for feed, *_ in lists),
        sum(files for *_, files in lists),
        max((at for _, at, *_ in lists), default=None),
        Counter(verdict for _, _, verdict, _ in lists),
        missing,
    )
