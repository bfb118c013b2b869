"""Find the next delivery that is expected of a partner."""

from __future__ import annotations

from datetime import timedelta

from pipelines.intake.archive.manifest import Manifest
from schemas.partners import Expected, expected_deliveries

_HORIZON = timedelta(days=400)


def next_delivery(manifest: Manifest) -> Expected | None:
    """Return the first expected delivery of the same feed that is due from today and not covered by this drop."""
    today = manifest.taken_at.date()
    covered = manifest.period_end if manifest.accepted or manifest.verdict == "duplicate" else None
    candidates = (
        expected
        for expected in expected_deliveries(today + _HORIZON)
        if (expected.partner, expected.feed) == (manifest.partner, manifest.feed)
        and expected.expected_by >= today
        and (covered is None or expected.period_end > covered)
    )
    return min(candidates, key=lambda expected: expected.expected_by, default=None)
