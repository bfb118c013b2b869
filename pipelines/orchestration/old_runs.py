"""Remove what Dagster remembers of runs that ended long ago: `python -m pipelines.orchestration.old_runs`.

The runs that last materialised an asset stay, however old: they say when and from what it was built.
"""

from datetime import UTC, datetime, timedelta

import dagster as dg

from pipelines.atomic_io import remove
from pipelines.settings import Settings

# As long as Dagster keeps the ticks of schedules (dagster.yaml).
KEPT_DAYS = 90
_ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
_BATCH = 1000


def remove_old_runs(settings: Settings, instance: dg.DagsterInstance, now: datetime) -> int:
    """Remove the runs that were made more than KEPT_DAYS before `now` (UTC), with their files; return how many."""
    wanted = dg.RunsFilter(statuses=_ENDED, created_before=now - timedelta(days=KEPT_DAYS))
    kept = _of_newest_materializations(instance)
    old = [run.run_id for run in instance.get_runs(wanted, limit=_BATCH) if run.run_id not in kept]
    for run in old:
        instance.delete_run(run)
        # Dagster empties the file of a run's events, and leaves it.
        for suffix in ("", "-wal", "-shm"):
            remove(settings.dagster / "history" / "runs" / f"{run}.db{suffix}")
        remove(settings.dagster / "storage" / run)
    return len(old)


def _of_newest_materializations(instance: dg.DagsterInstance) -> set[str]:
    newest = (instance.get_latest_materialization_event(key) for key in instance.get_asset_keys())
    return {event.run_id for event in newest if event}


def main() -> None:
    """Remove them from the instance that the environment names, and write how many."""
    with dg.DagsterInstance.get() as instance:
        print(remove_old_runs(Settings.from_environment(), instance, datetime.now(UTC)))  # noqa: T201 - for the caller


if __name__ == "__main__":
    main()
