"""The next delivery that a partner is expected to make."""

from __future__ import annotations

from datetime import timedelta

from pipelines.intake.archive.manifest import Manifest
from schemas.partners import Expected, expected_deliveries

_AHEAD = timedelta(days=400)


def next_delivery(manifest: Manifest) -> Expected | None:
    """The first delivery of the same feed that is due from now on and that this one has not made already."""
    today = manifest.taken_at.date()
    made = manifest.period_end if manifest.accepted or manifest.verdict == "duplicate" else None
    coming = (
        expected
        for expected in expected_deliveries(today + _AHEAD)
        if (expected.partner, expected.feed) == (manifest.partner, manifest.feed)
        and expected.expected_by >= today
        and (made is None or expected.period_end > made)
    )
    return min(coming, key=lambda expected: expected.expected_by, default=None)
