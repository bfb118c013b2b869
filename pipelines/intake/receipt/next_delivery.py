"""Find the next delivery that is expected of a partner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.intake.archive.manifest import Manifest
from schemas.partners import Expected, calendar_days, find_partner

_HORIZON = timedelta(days=400)


def next_delivery(manifest: Manifest) -> Expected | None:
    """Return the first expected delivery of the same feed that is due from today and not covered by this drop.

    Of a drop whose feed is not known, or is not agreed, it is the first of any of the partner's feeds.
    """
    today = manifest.taken_at.date()
    covered = manifest.period_end if manifest.accepted or manifest.verdict == "duplicate" else None
    candidates = (
        expected
        for expected in _expected_of(manifest, today)
        if expected.expected_by >= today and (covered is None or expected.period_end > covered)
    )
    return min(candidates, key=lambda expected: expected.expected_by, default=None)


def _expected_of(manifest: Manifest, today: date) -> Iterator[Expected]:
    partner = find_partner(manifest.partner)
    agreed = partner.feeds if partner else {}
    feeds = [manifest.feed] if manifest.feed and manifest.feed in agreed else list(agreed)
    since = min((agreed[feed].agreed for feed in feeds), default=today)
    for expected in calendar_days(since, today + _HORIZON):
        if expected.feed in feeds and agreed[expected.feed].holds(expected.expected_by):
            yield expected
