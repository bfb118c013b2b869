"""One asset per feed: all its live drops. One step takes everything that waits, for a drop may hold several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines import house
from pipelines.errors import Said, in_our_words, refuse
from pipelines.intake.manifest import Manifest, is_live, read_manifests
from pipelines.orchestration.asset_keys import DROPS, feed_key
from pipelines.orchestration.groups import group
from pipelines.orchestration.links import page, table
from pipelines.orchestration.receipts import of_drops, of_feed
from pipelines.settings import Settings
from pipelines.transform.changes import State
from schemas.contract import Feed
from schemas.feeds import all_feeds

Materialized = dg.MaterializeResult[None]
GROUP = group("feeds")
_CONTRACT, _TAKEN = "contract", "everything_taken"


def _describe(feed: Feed) -> str:
    """What it is and where its rows go on; its Danish title and description are those that partners read."""
    return (
        f"**{feed.title}**: {feed.description}\n\nEvery drop of the feed `{feed.name}` that counts, pseudonymised and "
        f"typed by its contract. A newer drop replaces an older one of the same {' and '.join(feed.scope) or 'feed'}."
    )


def _schema(feed: Feed) -> dg.TableSchema:
    """The agreed columns, and the Danish headers that they may come under."""
    return dg.TableSchema(
        [
            dg.TableColumn(name, str(column.kind), ", ".join((column.title, *column.aliases)))
            for name, column in feed.columns.items()
        ]
    )


_specs = [
    dg.AssetSpec(
        feed_key(feed.name),
        group_name=GROUP,
        description=_describe(feed),
        kinds={"parquet"},
        metadata={"dagster/column_schema": _schema(feed)},
    )
    for feed in all_feeds().values()
]
_receipts = dg.AssetSpec(
    DROPS,
    group_name=GROUP,
    kinds={"json"},
    description="The receipts: every drop that came, whatever became of it. A receipt holds counts and rules, and no "
    "value of any cell.",
)
_checks = [
    dg.AssetCheckSpec(
        _CONTRACT,
        asset=spec.key,
        description="Pandera: every row taken now meets the contract. One that does not is set aside, and the "
        "partner's receipt says what to mend.",
    )
    for spec in _specs
]
_checks.append(
    dg.AssetCheckSpec(
        _TAKEN,
        asset=DROPS,
        description="Every file that waited was taken. One that could not be (a full disk, a lock) waits in the inbox.",
    )
)


@dg.multi_asset(name="intake", specs=[*_specs, _receipts], check_specs=_checks)
def intake(settings: dg.ResourceParam[Settings]) -> Iterator[Materialized | dg.AssetCheckResult]:
    """Take every settled file in the inbox: read, check, pseudonymise, archive, and answer with a receipt."""
    with in_our_words(settings, "take"), house.alone(settings):
        taken = house.take(settings)
        state, archive = State.now(settings), list(read_manifests(settings))
    drops, live = taken.drops, [drop for drop in archive if is_live(settings, drop)]
    for feed in all_feeds():
        mine = [drop for drop in drops if drop.feed == feed]
        rows = sum(drop.rows.loaded for drop in live if drop.feed == feed)
        yield dg.MaterializeResult(
            feed_key(feed),
            metadata={"dagster/row_count": rows, "live_drops": state.drops[feed]}
            | of_feed(settings, mine)
            | {"all_receipts": page(settings, "/kvitteringer", liste=feed)},
            data_version=dg.DataVersion(state.feeds[feed]),
        )
        yield contract_check(feed, mine)
    yield _everything(settings, taken.left)
    told = {"dagster/row_count": len(archive)} | of_drops(settings, drops)
    yield dg.MaterializeResult(DROPS, metadata=told, data_version=dg.DataVersion(state.receipts))


def _everything(settings: Settings, left: Sequence[Exception]) -> dg.AssetCheckResult:
    """A file that could not be taken stops no other: the run goes on, and this says why."""
    why = None
    try:
        refuse(settings, left)
    except Said as said:
        why = str(said)
    told = {"why": why} if why else {}
    return dg.AssetCheckResult(asset_key=DROPS, check_name=_TAKEN, passed=not left, metadata=told)


def contract_check(feed: str, drops: Sequence[Manifest]) -> dg.AssetCheckResult:
    """Partners mend their own rows, so a broken row is a warning here and an error in their receipt."""
    broken = sum(drop.rows.quarantined for drop in drops)
    rules: Counter[str] = Counter()
    for drop in drops:
        for problem in drop.problems:
            # A code occurs once for each sheet and column.
            if problem.severity == "error":
                rules[problem.code] += problem.count
    return dg.AssetCheckResult(
        asset_key=feed_key(feed),
        check_name=_CONTRACT,
        passed=not broken,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"rows_quarantined": broken} | table("rules", ["rule", "times"], rules.most_common()),
    )
