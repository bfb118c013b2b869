"""What is done for a meeting, four times a year: the quarter's numbers are frozen."""

from datetime import datetime

import dagster as dg

from pipelines import clocks
from pipelines.errors import in_our_words
from pipelines.orchestration.publication import GROUP, PUBLICATION
from pipelines.settings import Settings

LABEL = "medvind/label"


@dg.asset(
    key="releases", deps=[PUBLICATION], group_name=GROUP, kinds={"duckdb"}, owners=["team:sekretariatet"]
)
def frozen(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """A meeting's numbers, kept for ever under the label that the run is tagged with."""
    settings = Settings.from_environment()
    label = context.run.tags.get(LABEL) or quarter_before(datetime.now())
    with in_our_words():
        release = clocks.freeze(settings, label)
    folder = dg.MetadataValue.path(str(settings.releases / label))
    return dg.MaterializeResult(
        metadata={"label": label, "drops": release.drops, "sha256": release.sha256, "folder": folder}
    )


freeze_quarter = dg.define_asset_job(
    "freeze_quarter",
    selection=[frozen],
    executor_def=dg.in_process_executor,
    description="Freeze what is published. Tag the run medvind/label to choose another name than the last quarter's.",
)


@dg.schedule(
    job=freeze_quarter,
    cron_schedule="0 5 20 1,4,7,10 *",
    execution_timezone="Europe/Copenhagen",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="On the 20th after each quarter, when its deliveries are due.",
)
def quarterly_freeze(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Freeze the quarter that has ended; a second run for the same quarter is refused by the freeze itself."""
    label = quarter_before(context.scheduled_execution_time)
    return dg.RunRequest(run_key=label, tags={LABEL: label})


def quarter_before(day: datetime) -> str:
    """The label of the last whole quarter before a day: 2026K3 in October 2026."""
    year, quarter = (day.year, (day.month - 1) // 3) if day.month > 3 else (day.year - 1, 4)
    return f"{year}K{quarter}"
