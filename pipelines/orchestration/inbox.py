"""What in the inbox is worth a run, and the sensor that starts one."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

import dagster as dg
from pydantic import BaseModel

from pipelines.intake.inbox import Waiting, listing
from pipelines.orchestration.jobs import shared_intake, whole_way
from pipelines.settings import Settings
from pipelines.transform.changes import State

# A file that could not be taken (a full disk, a lock) is tried again, but not on every look.
_AGAIN_AFTER_SECONDS = 600
# More runs than this wait for no reason: each takes file after file.
WORKERS = 8
RUNNING = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]


class Attempt(BaseModel, frozen=True):
    """The files that a run was started for, and when (seconds since 1970).

    What waits decides, never a clock or a list of names seen: a file that came late, or twice, is seen too.
    """

    files: str = ""
    at: float = 0.0

    @classmethod
    def of(cls, files: Iterable[Waiting]) -> Self:
        """An attempt at these files, now."""
        names = "\n".join(sorted(file.identity for file in files))
        return cls(files=hashlib.sha256(names.encode()).hexdigest(), at=time.time())

    def repeats(self, last: "Attempt") -> bool:
        """Say whether just this was tried a short while ago."""
        return self.files == last.files and 0 <= self.at - last.at < _AGAIN_AFTER_SECONDS


@dg.sensor(
    job=whole_way,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Looks for files in the inbox, and starts the whole way when it is not under way. Where the warm "
    "worker runs (`medvind serve`), it was there first.",
)
def inbox_sensor(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> dg.RunRequest | dg.SkipReason:
    """Start a run when files wait and none is under way. Where the worker runs, it was there first."""
    if settings.several_workers:
        return dg.SkipReason("Several workers take what waits: see the other sensor.")
    files = list(listing(settings.inbox))
    if not files:
        return dg.SkipReason("The inbox is empty.")
    if is_running(context.instance):
        return dg.SkipReason("A run is under way; it takes these files, or the next one does.")
    attempt, last = Attempt.of(files), Attempt.model_validate_json(context.cursor or "{}")
    if attempt.repeats(last):
        return dg.SkipReason("The files that wait could not be taken the last time; tried again later.")
    context.update_cursor(attempt.model_dump_json())
    return dg.RunRequest()


@dg.sensor(
    jobs=[shared_intake, whole_way],
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Where there are several workers (docs/scaling.md): runs that read what waits, side by side; and "
    "when all is taken, the whole way. Elsewhere it does nothing.",
)
def workers_sensor(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.RunRequest]:
    """As many runs as there are files that no run is there for; how many go on at once is the coordinator's to say."""
    if not settings.several_workers:
        return
    files, at_work = len(list(listing(settings.inbox))), len(_under_way(context.instance, shared_intake.name))
    yield from (dg.RunRequest(job_name=shared_intake.name) for _ in range(min(files, WORKERS) - at_work))
    if not (files or at_work) and (state := State.now(settings)) != State.built(settings):
        # Once for each state: a build that fails is not better for being tried again.
        yield dg.RunRequest(job_name=whole_way.name, run_key=hashlib.sha256(repr(state).encode()).hexdigest())


def is_running(instance: dg.DagsterInstance) -> bool:
    """Say whether a run of the whole way is under way, or about to be."""
    return bool(_under_way(instance, whole_way.name))


def _under_way(instance: dg.DagsterInstance, job: str) -> Sequence[dg.DagsterRun]:
    return instance.get_runs(dg.RunsFilter(job_name=job, statuses=RUNNING))
