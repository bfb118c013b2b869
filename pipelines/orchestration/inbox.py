"""The sensor that sees a file in the inbox and starts the whole way."""

from __future__ import annotations

import hashlib
import json
import time

import dagster as dg

from pipelines.intake.inbox import listing
from pipelines.orchestration.jobs import whole_way
from pipelines.settings import Settings

# A file that could not be taken (a full disk, a lock) is tried again, but not on every look.
_AGAIN_AFTER_SECONDS = 600
_RUNNING = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]


@dg.sensor(job=whole_way, minimum_interval_seconds=5, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start a run when files wait and none is under way.

    What waits decides, never a clock or a list of names seen: a file that came late, or twice, is seen too.
    """
    files = list(listing(Settings.from_environment().inbox))
    if not files:
        return dg.SkipReason("The inbox is empty.")
    if context.instance.get_runs(dg.RunsFilter(job_name=whole_way.name, statuses=_RUNNING), limit=1):
        return dg.SkipReason("A run is under way; it takes these files, or the next one does.")
    names = "\n".join(sorted(file.identity for file in files))
    seen = hashlib.sha256(names.encode()).hexdigest()
    last = json.loads(context.cursor or "{}")
    if last.get("seen") == seen and time.time() - last["at"] < _AGAIN_AFTER_SECONDS:
        return dg.SkipReason("The files that wait could not be taken the last time; tried again later.")
    context.update_cursor(json.dumps({"seen": seen, "at": time.time()}))
    return dg.RunRequest()
