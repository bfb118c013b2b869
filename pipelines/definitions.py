"""The plan of the house: every asset, check, sensor and schedule, and the file each comes from."""

from __future__ import annotations

import dagster as dg

from pipelines.orchestration.feeds import intake
from pipelines.orchestration.inbox import inbox_sensor, workers_sensor
from pipelines.orchestration.jobs import (
    definitions_backfill,
    nightly,
    nightly_upkeep,
    shared_intake,
    upkeep,
    whole_way,
)
from pipelines.orchestration.lateness import lateness
from pipelines.orchestration.models import cells, marts
from pipelines.orchestration.publication import protected_cells, published
from pipelines.orchestration.releases import freeze_quarter, frozen, quarterly_freeze

defs = dg.Definitions(
    assets=[
        intake,  # data/inbox -> data/raw, a feed an asset; checks: Pandera
        cells,  # dbt: staging -> intermediate -> indicators -> cells; checks: dbt tests
        protected_cells,  # disclosure control
        marts,  # dbt: what readers query, from protected cells alone; checks: dbt tests
        published,  # audit and gate, then data/marts by rename; checks: Great Expectations
        frozen,  # data/marts/releases: a meeting's numbers, four times a year
    ],
    asset_checks=[lateness],  # by feed: what the partners' calendar expects has come
    jobs=[whole_way, definitions_backfill, shared_intake, freeze_quarter, upkeep],
    sensors=[inbox_sensor, workers_sensor],
    schedules=[nightly, nightly_upkeep, quarterly_freeze],
    # One process: starting one a step is most of a small drop's latency.
    executor=dg.in_process_executor,
)
