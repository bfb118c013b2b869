"""Freezing a quarter's figures as a release, four times a year: asset, job and schedule."""

from datetime import datetime
from typing import Any

import dagster as dg

from pipelines import vintages
from pipelines.errors import explained_errors
from pipelines.orchestration.asset_groups import SECRETARIAT
from pipelines.orchestration.asset_keys import PUBLICATION, RELEASES
from pipelines.orchestration.publication_assets import GROUP
from pipelines.orchestration.published_metadata import file_links
from pipelines.publication.release.freeze import Release
from pipelines.settings import Settings
from pipelines.settings.freeze_days import FREEZE_DAY, FREEZE_MONTHS, quarter_before

LABEL = "medvind/label"


@dg.asset(key=RELEASES, deps=[PUBLICATION], group_name=GROUP, kinds={"duckdb"}, owners=[SECRETARIAT])
def frozen(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> dg.MaterializeResult[None]:
    """Keep the current publication for ever, under the label that the run is tagged with."""
    label = context.run.tags.get(LABEL) or quarter_before(datetime.now())
    with explained_errors(settings, "freeze"):
        release = vintages.freeze(settings, label)
    return release_result(settings, release)


def release_result(settings: Settings, release: Release) -> dg.MaterializeResult[None]:
    """Describe a release: its label, drops and digest, with links to its files."""
    metadata: dict[str, Any] = {
        "label": release.label,
        "drops": release.drops,
        "sha256": release.sha256,
    }
    return dg.MaterializeResult(RELEASES, metadata=metadata | file_links(settings, release.label))


freeze_quarter = dg.define_asset_job(
    "freeze_quarter",
    # With the copy on a PostgreSQL server, where the installation has one.
    selection=dg.AssetSelection.assets(frozen).downstream(),
    executor_def=dg.in_process_executor,
    description="Freeze the current publication. Tag the run medvind/label to choose another name than the last "
    "quarter's.",
)


@dg.schedule(
    job=freeze_quarter,
    cron_schedule=f"0 5 {FREEZE_DAY} {','.join(map(str, FREEZE_MONTHS))} *",
    execution_timezone="Europe/Copenhagen",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="On the 20th after each quarter, when its deliveries are due.",
)
def quarterly_freeze(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Freeze the quarter that has ended; a second run for the same quarter is refused by the freeze itself."""
    label = quarter_before(context.scheduled_execution_time)
    return dg.RunRequest(run_key=label, tags={LABEL: label})
