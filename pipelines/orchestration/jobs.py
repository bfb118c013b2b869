"""The one job and its nightly schedule."""

from __future__ import annotations

import dagster as dg

from pipelines.orchestration.models import EVERYTHING

whole_way = dg.define_asset_job(
    "whole_way",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("releases"),
    executor_def=dg.in_process_executor,
    description="Take what waits, rebuild what changed, publish.",
)

definitions_backfill = dg.define_asset_job(
    "definitions_backfill",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("releases"),
    tags={EVERYTHING: "true"},
    executor_def=dg.in_process_executor,
    description="Build every model anew over all periods, and publish: after a change that no file shows.",
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=whole_way,
    cron_schedule="0 3 * * *",
    execution_timezone="Europe/Copenhagen",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night, so that what is late is counted to the day.",
)
