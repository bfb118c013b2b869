"""The figures of `medvind status`: counts, partners, feeds and receipts; no personal data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from pipelines.intake.archive.drop_folder import HELD, MANIFEST, read_manifest, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.pages.marts_connection import connect
from pipelines.publication.mart_tables import REFLECTIONS
from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.report.meeting_memory import Reflection, late, read_reflections
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


# Totals that are not whole, by those who owe something; a total that lacks several counts for each.
_INCOMPLETE = """
    select contributor, count(*) as totals
    from (
        select unnest(string_split(missing, ', ')) as contributor
        from indicators
        where status = 'incomplete' and area = 'total' and gender = 'total' and age_band = 'total' and school = 'total'
    )
    group by contributor order by totals desc, contributor
"""


@dataclass(frozen=True)
class Missing:
    """A feed that a partner is late with: the number of periods, and the days since the first was due."""

    feed: str
    periods: int
    days: int


@dataclass(frozen=True)
class Deliveries:
    """The deliveries of a partner: numbers of feeds and files, the time of the newest, the latest verdict of each feed
    (counted by verdict), and the missing feeds."""

    partner: str
    lists: int
    files: int
    newest: datetime | None
    verdicts: Counter[str]
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Published:
    """The current publication: its time (UTC), whether it is based on the newest drops, and the corrected figures that
    wait for a freeze."""

    id: str
    at: datetime
    is_current: bool
    waiting: tuple[str, ...]


def published(settings: Settings) -> Published | None:
    """Return the current publication; None where there is none."""
    if not (settings.current_publication / METADATA).exists():
        return None
    metadata, now = read_metadata(settings.current_publication), State.now(settings).as_json()
    is_current = {name: metadata["basis"].get(name) for name in now} == now
    at = datetime.fromisoformat(metadata["published_at"])
    return Published(metadata["id"], at, is_current, tuple(metadata.get("waiting", ())))


def held(settings: Settings) -> list[Manifest]:
    """Return the held drops, the oldest first."""
    files = (path.with_name(MANIFEST) for path in settings.raw.glob(f"[!.]*/*/{HELD}"))
    return sorted(map(read_manifest, files), key=lambda drop: drop.sequence)


def rejected(settings: Settings) -> list[Manifest]:
    """Return the rejected drops that no later drop of the same partner and feed followed, the newest first.

    A drop without a feed is followed by any.
    """
    found: list[Manifest] = []
    for drop in read_manifests(settings):
        found = [x for x in found if x.partner != drop.partner or x.feed not in (drop.feed, None)]
        found += [drop] if drop.verdict == "rejected" else []
    return found[::-1]


def owing(settings: Settings) -> list[tuple[str, int]]:
    """Return who the incomplete totals wait for, with their number; those that most wait for first."""
    if not settings.published.exists():
        return []
    with connect(settings) as marts:
        return marts.execute(_INCOMPLETE).fetchall()


def late_agreements(settings: Settings, today: date) -> list[Reflection]:
    """Return the open agreements of meetings whose date has passed, the oldest first."""
    path = settings.marts / "parquet" / f"{REFLECTIONS.name}.parquet"
    # An older version published none.
    tables = {REFLECTIONS.name: pl.read_parquet(path)} if path.exists() else {}
    return late(read_reflections(tables, today))


def deliveries(settings: Settings) -> list[Deliveries]:
    """Return one entry a partner from the published deliveries; those with missing feeds first."""
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
