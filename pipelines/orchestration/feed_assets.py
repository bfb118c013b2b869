"""One asset per feed and one for all receipts. A single step ingests everything that waits: a drop may hold several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines import pipeline
from pipelines.errors import ExplainedError, explained_errors, raise_if_left
from pipelines.intake.archive.drop_folder import is_live, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.lock import data_lock
from pipelines.orchestration.asset_groups import group
from pipelines.orchestration.asset_keys import DROPS, feed_key
from pipelines.orchestration.freshness import NIGHTLY
from pipelines.orchestration.page_links import page_link, table
from pipelines.orchestration.receipt_metadata import feed_metadata, receipts_metadata
from pipelines.settings import Settings
from pipelines.transform.build_state import State
from schemas.contract import Feed
from schemas.feeds import all_feeds

Materialized = dg.MaterializeResult[None]
_GROUP = group("feeds")
_CONTRACT, _ALL_INGESTED = "contract", "all_files_ingested"


def _feed_spec(feed: Feed) -> dg.AssetSpec:
    scope = " and ".join(feed.scope) or "feed"
    return dg.AssetSpec(
        feed_key(feed.name),
        group_name=_GROUP,
        # Its Danish title and description are those that partners read.
        description=f"**{feed.title}**: {feed.description}\n\nEvery drop of the feed `{feed.name}` that counts, "
        f"pseudonymised and typed by its contract. A newer drop replaces an older one of the same {scope}.",
        kinds={"parquet"},
        freshness_policy=NIGHTLY,
        metadata={"dagster/column_schema": _schema(feed)},
    )


def _schema(feed: Feed) -> dg.TableSchema:
    """The agreed columns, each described by the Danish headers it may come under."""
    return dg.TableSchema(
        [
            dg.TableColumn(name, str(column.kind), ", ".join((column.title, *column.aliases)))
            for name, column in feed.columns.items()
        ]
    )


_specs = [_feed_spec(feed) for feed in all_feeds().values()]
_receipts = dg.AssetSpec(
    DROPS,
    group_name=_GROUP,
    kinds={"json"},
    freshness_policy=NIGHTLY,
    description="The receipts of all drops, also of rejected ones. A receipt holds counts and rules, and no value of "
    "any cell.",
)
_contract_checks = [
    dg.AssetCheckSpec(
        _CONTRACT,
        asset=spec.key,
        description="Pandera: every row ingested now meets the contract. One that does not is quarantined, and the "
        "partner's receipt says what to correct.",
    )
    for spec in _specs
]
_all_ingested = dg.AssetCheckSpec(
    _ALL_INGESTED,
    asset=DROPS,
    description="Every waiting file was ingested. One that could not be (a full disk, a lock) stays in the inbox.",
)


@dg.multi_asset(name="intake", specs=[*_specs, _receipts], check_specs=[*_contract_checks, _all_ingested])
def intake(settings: dg.ResourceParam[Settings]) -> Iterator[Materialized | dg.AssetCheckResult]:
    """Ingest every settled file in the inbox: read, check, pseudonymise, archive, and write a receipt."""
    with explained_errors(settings, "take"), data_lock(settings):
        taken = pipeline.ingest(settings)
        state, archive = State.now(settings), list(read_manifests(settings))
    live = [drop for drop in archive if is_live(settings, drop)]
    for feed in all_feeds():
        new = [drop for drop in taken.drops if drop.feed == feed]
        yield feed_result(settings, state, feed, new, live)
        yield contract_check(feed, new)
    yield _all_ingested_check(settings, taken.left)
    yield receipts_result(settings, state, taken.drops, archive)


def feed_result(
    settings: Settings, state: State, feed: str, new: Sequence[Manifest], live: Sequence[Manifest]
) -> Materialized:
    """Describe a feed: its live drops, and those that are new."""
    rows = sum(drop.rows.loaded for drop in live if drop.feed == feed)
    metadata = {"dagster/row_count": rows, "live_drops": state.drops[feed]} | feed_metadata(settings, new)
    metadata["all_receipts"] = page_link(settings, "/kvitteringer", liste=feed)
    return dg.MaterializeResult(
        feed_key(feed), metadata=metadata, data_version=dg.DataVersion(state.feeds[feed])
    )


def receipts_result(
    settings: Settings, state: State, new: Sequence[Manifest], archive: Sequence[Manifest]
) -> Materialized:
    """Describe all receipts: their number, and the verdicts of those that are new."""
    metadata = {"dagster/row_count": len(archive)} | receipts_metadata(settings, new)
    return dg.MaterializeResult(DROPS, metadata=metadata, data_version=dg.DataVersion(state.receipts))


def _all_ingested_check(settings: Settings, left: Sequence[Exception]) -> dg.AssetCheckResult:
    """Report files that could not be ingested without failing the run, so that the others are built and published."""
    metadata = {}
    try:
        raise_if_left(settings, left)
    except ExplainedError as said:
        metadata["why"] = str(said)
    return dg.AssetCheckResult(asset_key=DROPS, check_name=_ALL_INGESTED, passed=not left, metadata=metadata)


def contract_check(feed: str, drops: Sequence[Manifest]) -> dg.AssetCheckResult:
    """Count quarantined rows and broken rules of new drops. A warning, for partners correct their own rows."""
    quarantined = sum(drop.rows.quarantined for drop in drops)
    errors = [problem for drop in drops for problem in drop.problems if problem.severity == "error"]
    # A code occurs once for each sheet and column.
    rules: Counter[str] = Counter()
    for problem in errors:
        rules[problem.code] += problem.count
    return dg.AssetCheckResult(
        asset_key=feed_key(feed),
        check_name=_CONTRACT,
        passed=not quarantined,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"rows_quarantined": quarantined} | table("rules", ["rule", "times"], rules.most_common()),
    )
