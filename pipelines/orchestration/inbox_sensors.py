"""Sensors that start runs for files in the inbox, and when the same files are worth another run."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

import dagster as dg
from pydantic import BaseModel

from pipelines.intake.inbox.listing import WaitingFile, list_waiting
from pipelines.orchestration.jobs import full_pipeline, shared_intake
from pipelines.settings import Settings
from pipelines.transform.build_state import State

# A file that could not be ingested (a full disk, a lock) is tried again, but not on every tick.
_AGAIN_AFTER_SECONDS = 600
# More runs than this would wait for nothing: each ingests file after file.
WORKERS = 8
RUNNING = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]


class Attempt(BaseModel, frozen=True):
    """The files that a run was started for, and when (seconds since 1970).

    It identifies copies of files, not names or times, so that a file that came late, or twice, counts as new.
    """

    files: str = ""
    at: float = 0.0

    @classmethod
    def of(cls, files: Iterable[WaitingFile]) -> Self:
        """An attempt at these files, now."""
        names = "\n".join(sorted(file.identity for file in files))
        return cls(files=hashlib.sha256(names.encode()).hexdigest(), at=time.time())

    def repeats(self, last: "Attempt") -> bool:
        """Say whether the same files were tried less than ten minutes ago."""
        return self.files == last.files and 0 <= self.at - last.at < _AGAIN_AFTER_SECONDS


@dg.sensor(
    job=full_pipeline,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Looks for files in the inbox, and starts the full pipeline where it is not running. Under "
    "`medvind serve`, the inbox worker mostly starts it earlier.",
)
def inbox_sensor(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> dg.RunRequest | dg.SkipReason:
    """Start a run when files wait and none is running."""
    if settings.several_workers:
        return dg.SkipReason("Several workers ingest what waits: see workers_sensor.")
    files = list(list_waiting(settings.inbox))
    if not files:
        return dg.SkipReason("The inbox is empty.")
    if is_running(context.instance):
        return dg.SkipReason("A run is active; it ingests these files, or the next one does.")
    attempt, last = Attempt.of(files), Attempt.model_validate_json(context.cursor or "{}")
    if attempt.repeats(last):
        return dg.SkipReason("The waiting files could not be ingested the last time; tried again later.")
    context.update_cursor(attempt.model_dump_json())
    return dg.RunRequest()


@dg.sensor(
    jobs=[shared_intake, full_pipeline],
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Where there are several workers (docs/scaling.md): starts runs that ingest side by side, and the full "
    "pipeline when no file waits. Elsewhere it does nothing.",
)
def workers_sensor(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.RunRequest]:
    """Request a run for each file that has none. The run coordinator limits how many go on at once."""
    if not settings.several_workers:
        return
    files, running = (
        len(list(list_waiting(settings.inbox))),
        len(_active_runs(context.instance, shared_intake.name)),
    )
    yield from (dg.RunRequest(job_name=shared_intake.name) for _ in range(min(files, WORKERS) - running))
    if not (files or running) and (state := State.now(settings)) != State.built(settings):
        # Once for each state: a build that failed would fail again.
        yield dg.RunRequest(
            job_name=full_pipeline.name, run_key=hashlib.sha256(repr(state).encode()).hexdigest()
        )


def is_running(instance: dg.DagsterInstance) -> bool:
    """Say whether a run of the full pipeline is queued, starting or running."""
    return bool(_active_runs(instance, full_pipeline.name))


def _active_runs(instance: dg.DagsterInstance, job: str) -> Sequence[dg.DagsterRun]:
    return instance.get_runs(dg.RunsFilter(job_name=job, statuses=RUNNING))
