"""One asset per feed: all its live drops. One step takes everything that waits, for a drop may hold several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import dagster as dg

from pipelines import house
from pipelines.errors import in_our_words
from pipelines.intake.manifest import Manifest
from pipelines.settings import Settings
from pipelines.transform.changes import State
from schemas.feeds import all_feeds

Materialized = dg.MaterializeResult[None]
GROUP = "feeds"
_CONTRACT = "contract"


def feed_key(name: str) -> dg.AssetKey:
    """The asset of a feed."""
    return dg.AssetKey(["feeds", name])


DROPS = dg.AssetKey(["intake", "drops"])

_specs = [
    dg.AssetSpec(
        feed_key(feed.name),
        group_name=GROUP,
        description=f"{feed.title}. {feed.description}",
        kinds={"parquet"},
    )
    for feed in all_feeds().values()
]
_receipts = dg.AssetSpec(
    DROPS, group_name=GROUP, description="The receipts: every drop that came, whatever became of it."
)
_checks = [
    dg.AssetCheckSpec(
        _CONTRACT, asset=spec.key, description="Pandera: every row taken now meets the contract."
    )
    for spec in _specs
]


@dg.multi_asset(name="intake", specs=[*_specs, _receipts], check_specs=_checks)
def intake() -> Iterator[Materialized | dg.AssetCheckResult]:
    """Take every settled file in the inbox."""
    settings = Settings.from_environment()
    with in_our_words(), house.alone(settings):
        drops = house.take(settings)
        state = State.now(settings)
    for feed in all_feeds():
        mine = [drop for drop in drops if drop.feed == feed]
        yield dg.MaterializeResult(
            feed_key(feed),
            metadata=_metadata(mine, state, feed),
            data_version=dg.DataVersion(state.feeds[feed]),
        )
        yield _check(feed, mine)
    verdicts = {str(verdict): count for verdict, count in Counter(drop.verdict for drop in drops).items()}
    yield dg.MaterializeResult(DROPS, metadata=verdicts, data_version=dg.DataVersion(state.receipts))


def _metadata(drops: list[Manifest], state: State, feed: str) -> dict[str, int | str]:
    """Counts, and where the receipts are; never a value."""
    return {
        "live_drops": state.drops[feed],
        "new_drops": len(drops),
        "rows_loaded_now": sum(drop.rows.loaded for drop in drops),
        "receipts": ", ".join(drop.receipt_id for drop in drops),
    }


def _check(feed: str, drops: list[Manifest]) -> dg.AssetCheckResult:
    """Partners mend their own rows, so a broken row is a warning here and an error in their receipt."""
    broken = sum(drop.rows.quarantined for drop in drops)
    rules: Counter[str] = Counter()
    for drop in drops:
        rules.update({p.code: p.count for p in drop.problems if p.severity == "error"})
    return dg.AssetCheckResult(
        asset_key=feed_key(feed),
        check_name=_CONTRACT,
        passed=not broken,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"rows_quarantined": broken, "rules": dict(rules)},
    )
