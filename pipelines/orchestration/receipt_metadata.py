"""Metadata in Dagster of the drops that were ingested in a run: counts, and a link to each receipt; never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipelines.intake.archive.manifest import Manifest
from pipelines.orchestration.page_links import markdown_link, page_link, table
from pipelines.settings import Settings

# A first run may ingest hundreds of files; the receipt pages list them all.
_LISTED = 25
_VERDICTS = ("accepted", "accepted_with_warnings", "held", "rejected", "duplicate")
_TITLES = {verdict: verdict for verdict in _VERDICTS} | {"accepted_with_warnings": "warnings"}


def feed_metadata(settings: Settings, drops: Sequence[Manifest]) -> dict[str, Any]:
    """Counts and receipts of one feed's drops."""
    return {
        "new_drops": len(drops),
        "rows_loaded": sum(drop.rows.loaded for drop in drops),
        "rows_quarantined": sum(drop.rows.quarantined for drop in drops),
        **_receipts(settings, drops),
    }


def receipts_metadata(settings: Settings, drops: Sequence[Manifest]) -> dict[str, Any]:
    """All drops by verdict and feed. Every verdict is counted each time, so that a chart over time has no gaps."""
    verdicts = Counter[str](drop.verdict for drop in drops)
    return {
        **{verdict: verdicts[verdict] for verdict in _VERDICTS},
        **_verdicts_by_feed(drops),
        **_receipts(settings, drops),
        "all_receipts": page_link(settings, "/kvitteringer"),
    }


def _verdicts_by_feed(drops: Sequence[Manifest]) -> dict[str, Any]:
    counts = Counter[tuple[str, str]]((drop.feed or "unrecognised", drop.verdict) for drop in drops)
    feeds, found = sorted({feed for feed, _ in counts}), {verdict for _, verdict in counts}
    columns = [verdict for verdict in _VERDICTS if verdict in found]
    rows = [(feed, *(counts[feed, verdict] for verdict in columns)) for feed in feeds]
    return table("verdicts_by_feed", ["feed", *(_TITLES[verdict] for verdict in columns)], rows)


def _receipts(settings: Settings, drops: Sequence[Manifest]) -> dict[str, Any]:
    """A table of the newest drops, each with a link to its receipt page."""
    newest = sorted(drops, key=lambda drop: drop.sequence, reverse=True)[:_LISTED]
    rows = [
        (
            markdown_link(settings, drop.receipt_id, f"/kvitteringer/{drop.receipt_id}"),
            _TITLES[drop.verdict],
            drop.rows.read,
            drop.rows.loaded,
            drop.rows.quarantined,
        )
        for drop in newest
    ]
    return table("receipts", ["receipt", "verdict", "rows read", "loaded", "quarantined"], rows)
