"""Everything that Dagster shows and runs: assets, checks, jobs, sensors and schedules, with the file of each."""

from __future__ import annotations

from dataclasses import replace

import dagster as dg

from pipelines.orchestration.command_runs import build_command_sensor
from pipelines.orchestration.completeness_checks import completeness
from pipelines.orchestration.dbt_assets import build_dbt_assets
from pipelines.orchestration.dbt_graph import DbtGraph
from pipelines.orchestration.delivery_checks import lateness
from pipelines.orchestration.feed_assets import intake
from pipelines.orchestration.inbox_sensors import inbox_sensor, workers_sensor
from pipelines.orchestration.jobs import (
    definitions_backfill,
    full_pipeline,
    nightly,
    nightly_upkeep,
    shared_intake,
    upkeep,
)
from pipelines.orchestration.mart_server_asset import mart_server
from pipelines.orchestration.publication_assets import protected_cells, published
from pipelines.orchestration.release_freeze import freeze_quarter, frozen, quarterly_freeze
from pipelines.settings import Settings


def build_defs(settings: Settings) -> dg.Definitions:
    """List everything that Dagster shows and runs on one data folder."""
    graph = DbtGraph.of(settings)
    cells, marts = build_dbt_assets(graph)
    return dg.Definitions(
        assets=[
            intake,  # data/inbox -> data/raw, a feed an asset; checks: Pandera
            cells,  # dbt: staging -> intermediate -> indicators -> cells; checks: dbt tests
            protected_cells,  # disclosure control
            marts,  # dbt: what readers query, from protected cells alone; checks: dbt tests
            published,  # audit and gate, then data/marts by rename; checks: Great Expectations
            frozen,  # data/marts/releases: the figures of a meeting, four times a year
            *([mart_server] if settings.publish_to else []),  # the same tables on a PostgreSQL server
        ],
        asset_checks=[
            lateness,  # by feed: what the partners' calendar expects has come
            completeness,  # by indicator: everybody has delivered what its newest total needs
        ],
        jobs=[full_pipeline, definitions_backfill, shared_intake, freeze_quarter, upkeep],
        sensors=[inbox_sensor, workers_sensor, build_command_sensor(graph)],
        schedules=[nightly, nightly_upkeep, quarterly_freeze],
        # Each run gets a copy: Settings caches the keys' folder, which changes when a demo is made.
        resources={"settings": dg.ResourceDefinition(lambda _: replace(settings))},
        # One process: starting one a step is most of a small drop's latency.
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What Dagster loads: the definitions for the data folder that the environment names."""
    return build_defs(Settings.from_environment())
