"""A sensor that records in Dagster what `medvind run` and other commands ingested, built and published.

The command does not go through Dagster (docs/decisions/0002), so its assets would read "never materialized" beside a
publication. What it did is in the archive and the publication; here it becomes events without a run.
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from pipelines.intake.archive.drop_folder import is_live, read_manifests
from pipelines.orchestration.asset_keys import DROPS, PROTECTED, PUBLICATION, RELEASES
from pipelines.orchestration.completeness_checks import complete_results
from pipelines.orchestration.dbt_graph import DbtGraph
from pipelines.orchestration.delivery_checks import lateness_results
from pipelines.orchestration.feed_assets import contract_check, feed_result, receipts_result
from pipelines.orchestration.inbox_sensors import is_running
from pipelines.orchestration.publication_assets import audit_results
from pipelines.orchestration.published_metadata import protected_metadata, publication_metadata
from pipelines.orchestration.release_freeze import release_result
from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.publication.release.freeze import releases
from pipelines.settings import Settings
from pipelines.transform.build_state import State
from schemas.feeds import all_feeds

Event = dg.AssetMaterialization | dg.AssetCheckEvaluation
_DATA_VERSION = "dagster/data_version"


def build_command_sensor(graph: DbtGraph) -> dg.SensorDefinition:
    """Make the sensor that records what was not run by Dagster; `graph` names dbt's models and tests."""

    @dg.sensor(
        name="command_sensor",
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Records what a command ingested and published, as events of the assets without a run.",
    )
    def command_sensor(
        context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
    ) -> dg.SensorResult | dg.SkipReason:
        now = _newest(settings)
        if now == context.cursor:
            return dg.SkipReason("Nothing was ingested or published since the last tick.")
        if is_running(context.instance):
            return dg.SkipReason("A run is active; it records its own events.")
        state = State.now(settings)
        recorded = _is_recorded(context.instance, settings, state)
        events = [] if recorded else list(_events(settings, graph, state))
        return dg.SensorResult(asset_events=events, cursor=now)

    return command_sensor


def _newest(settings: Settings) -> str:
    """Identify the newest receipt, the current publication and the newest release, cheaply."""
    receipts = settings.receipts.stat().st_mtime_ns if settings.receipts.exists() else 0
    return f"{receipts} {_publication(settings)} {_release(settings)}"


def _publication(settings: Settings) -> str:
    folder = settings.current_publication
    return str(read_metadata(folder)["id"]) if (folder / METADATA).exists() else ""


def _release(settings: Settings) -> str:
    return next((release.label for release in reversed(releases(settings))), "")


def _is_recorded(instance: dg.DagsterInstance, settings: Settings, state: State) -> bool:
    """Say whether Dagster's newest events are of the archive, the publication and the release as they are."""
    ingested = _recorded(instance, DROPS)
    version = ingested.tags if ingested and ingested.tags else {}
    return (
        version.get(_DATA_VERSION) == state.receipts
        and _said(instance, PUBLICATION, "publication") == _publication(settings)
        and _said(instance, RELEASES, "label") == _release(settings)
    )


def _said(instance: dg.DagsterInstance, asset: dg.AssetKey, name: str) -> str:
    recorded = _recorded(instance, asset)
    return str(recorded.metadata[name].value) if recorded and name in recorded.metadata else ""


def _recorded(instance: dg.DagsterInstance, asset: dg.AssetKey) -> dg.AssetMaterialization | None:
    """The newest event of an asset, of a run or without one."""
    event = instance.get_latest_materialization_event(asset)
    return event.asset_materialization if event else None


def _events(settings: Settings, graph: DbtGraph, state: State) -> Iterator[Event]:
    yield from _ingested(settings, state)
    if _publication(settings):
        yield from _built(graph)
        yield dg.AssetMaterialization(PROTECTED, metadata=protected_metadata(settings))
        yield dg.AssetMaterialization(PUBLICATION, metadata=publication_metadata(settings))
        checks = (*audit_results(settings, []), *lateness_results(settings), *complete_results(settings))
        yield from map(_evaluation, checks)
    for release in releases(settings)[-1:]:
        yield _materialization(release_result(settings, release))


def _ingested(settings: Settings, state: State) -> Iterator[Event]:
    """The feeds with the drops that count now, and their contract checks."""
    archive = list(read_manifests(settings))
    live = [drop for drop in archive if is_live(settings, drop)]
    for feed in all_feeds():
        counting = [drop for drop in live if drop.feed == feed]
        yield _materialization(feed_result(settings, state, feed, counting, live))
        yield _evaluation(contract_check(feed, counting))
    yield _materialization(receipts_result(settings, state, archive, archive))


def _built(graph: DbtGraph) -> Iterator[Event]:
    """dbt's models and tests. A publication exists only where all of them were built and passed."""
    for name in graph.models:
        yield dg.AssetMaterialization(dg.AssetKey(name))
    for unique_id in graph.tests:
        key = get_asset_check_key_for_test(graph.manifest, graph.translator, unique_id, None)
        if key:
            yield dg.AssetCheckEvaluation(key.asset_key, key.name, passed=True)


def _materialization(result: dg.MaterializeResult[None]) -> dg.AssetMaterialization:
    assert result.asset_key
    version = result.data_version
    return dg.AssetMaterialization(
        result.asset_key,
        metadata=result.metadata,
        tags={_DATA_VERSION: version.value} if version else None,
    )


def _evaluation(result: dg.AssetCheckResult) -> dg.AssetCheckEvaluation:
    assert result.asset_key and result.check_name
    return dg.AssetCheckEvaluation(
        result.asset_key, result.check_name, result.passed, result.metadata, severity=result.severity
    )
