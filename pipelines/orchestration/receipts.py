"""What Dagster's pages tell of the drops that came now: counts, and a link to each receipt; never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipelines.intake.archive.manifest import Manifest
from pipelines.orchestration.links import link, page, table
from pipelines.settings import Settings

# A first run may take hundreds of files; the pages of receipts have them all.
_SHOWN = 25
_VERDICTS = ("accepted", "accepted_with_warnings", "held", "rejected", "duplicate")
_WORDS = {verdict: verdict for verdict in _VERDICTS} | {"accepted_with_warnings": "warnings"}


def of_feed(settings: Settings, drops: Sequence[Manifest]) -> dict[str, Any]:
    """The drops of one feed."""
    return {
        "new_drops": len(drops),
        "rows_loaded": sum(drop.rows.loaded for drop in drops),
        "rows_quarantined": sum(drop.rows.quarantined for drop in drops),
        **_receipts(settings, drops),
    }


def of_drops(settings: Settings, drops: Sequence[Manifest]) -> dict[str, Any]:
    """All of them by verdict, each time every verdict, so that a chart has no gaps."""
    counts = Counter[tuple[str, str]]((drop.feed or "unrecognised", drop.verdict) for drop in drops)
    feeds = sorted({feed for feed, _ in counts})
    verdicts = Counter[str](drop.verdict for drop in drops)
    met = [verdict for verdict in _VERDICTS if verdicts[verdict]]
    rows = [(feed, *(counts[feed, verdict] for verdict in met)) for feed in feeds]
    return {
        **{verdict: verdicts[verdict] for verdict in _VERDICTS},
        **table("verdicts_by_feed", ["feed", *(_WORDS[verdict] for verdict in met)], rows),
        **_receipts(settings, drops),
        "all_receipts": page(settings, "/kvitteringer"),
    }


def _receipts(settings: Settings, drops: Sequence[Manifest]) -> dict[str, Any]:
    """The newest of them, each a link to its page."""
    newest = sorted(drops, key=lambda drop: drop.sequence, reverse=True)[:_SHOWN]
    rows = [
        (
            link(settings, drop.receipt_id, f"/kvitteringer/{drop.receipt_id}"),
            _WORDS[drop.verdict],
            drop.rows.read,
            drop.rows.loaded,
            drop.rows.quarantined,
        )
        for drop in newest
    ]
    return table("receipts", ["receipt", "verdict", "rows read", "loaded", "quarantined"], rows)
