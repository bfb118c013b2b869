"""What in the inbox is worth a run, and the sensor that starts one."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

import dagster as dg
from pydantic import BaseModel

from pipelines.intake.inbox import Waiting, listing
from pipelines.orchestration.jobs import shared_intake, whole_way
from pipelines.settings import Settings

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

    def repeats(self, last: Attempt) -> bool:
        """Say whether just this was tried a short while ago."""
        return self.files == last.files and 0 <= self.at - last.at < _AGAIN_AFTER_SECONDS


@dg.sensor(
    job=whole_way,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Looks for files in the inbox, and starts the whole way when it is not under way. Where the warm "
    "worker runs (`medvind serve`), it was there first.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start a run when files wait and none is under way. Where the worker runs, it was there first."""
    files = list(listing(Settings.from_environment().inbox))
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
    job=shared_intake,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description="For houses with several workers: a run for each that is free, as long as files wait. Start it, and "
    "docs/scaling.md says what else.",
)
def workers_sensor(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest]:
    """As many runs as there are files that no run is there for; how many run at once is the coordinator's to say."""
    files = sum(1 for _ in listing(Settings.from_environment().inbox))
    wanted = min(files, WORKERS) - len(_under_way(context.instance, shared_intake.name))
    yield from (dg.RunRequest() for _ in range(wanted))


def is_running(instance: dg.DagsterInstance) -> bool:
    """Say whether a run of the whole way is under way, or about to be."""
    return bool(_under_way(instance, whole_way.name))


def _under_way(instance: dg.DagsterInstance, job: str) -> Sequence[dg.DagsterRun]:
    return instance.get_runs(dg.RunsFilter(job_name=job, statuses=RUNNING))
