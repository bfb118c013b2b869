"""Jobs of the whole pipeline, of shared intake and of upkeep, with their nightly schedules."""

from datetime import datetime

import dagster as dg

from pipelines import pipeline
from pipelines.errors import explained_errors, raise_if_left
from pipelines.lock import data_lock
from pipelines.orchestration.asset_keys import RELEASES
from pipelines.orchestration.dbt_assets import EVERYTHING
from pipelines.privacy import retention
from pipelines.settings import Settings

# The run coordinator's limit, where several runs may go on at once (dagster-postgres.yaml).
ONE_AT_A_TIME = {"medvind/publishes": "true"}

full_pipeline = dg.define_asset_job(
    "full_pipeline",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(RELEASES),
    tags=ONE_AT_A_TIME,
    executor_def=dg.in_process_executor,
    description="Ingest what waits, rebuild what changed, publish.",
)


@dg.op
def ingest_shared(context: dg.OpExecutionContext, settings: dg.ResourceParam[Settings]) -> None:
    """Ingest files beside other workers until none is left that no other has claimed."""
    with explained_errors(settings, "take"):
        taken = pipeline.ingest_beside_others(settings)
    context.add_output_metadata({"drops": len(taken.drops)})
    raise_if_left(settings, taken.left)


@dg.job(
    executor_def=dg.in_process_executor,
    description="One of several workers at the inbox: each file is read by one of them. The full pipeline follows.",
)
def shared_intake() -> None:
    """Ingest as one of several workers."""
    ingest_shared()


definitions_backfill = dg.define_asset_job(
    "definitions_backfill",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(RELEASES),
    tags={EVERYTHING: "true"} | ONE_AT_A_TIME,
    executor_def=dg.in_process_executor,
    description="Build every model anew over all periods, and publish: after a change that no file shows.",
)


@dg.op
def purge(settings: dg.ResourceParam[Settings]) -> None:
    """Remove originals and receipts whose retention period is over; the log in the data folder says what."""
    with explained_errors(settings, "purge"), data_lock(settings):
        retention.purge(settings, datetime.now())


@dg.job(executor_def=dg.in_process_executor, description="Remove what has been kept as long as agreed.")
def upkeep() -> None:
    """Apply the retention periods."""
    purge()


nightly_upkeep = dg.ScheduleDefinition(
    name="nightly_upkeep",
    job=upkeep,
    cron_schedule="0 4 * * *",
    execution_timezone="Europe/Copenhagen",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night: originals and receipts have a retention period.",
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=full_pipeline,
    cron_schedule="0 3 * * *",
    execution_timezone="Europe/Copenhagen",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night, so that what is late is counted to the day.",
)
