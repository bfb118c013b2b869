"""Worker process of `medvind serve`: runs the full pipeline as soon as a file in the inbox has settled.

A run that Dagster's daemon launches waits for the sensor's next tick and spends some ten seconds on imports; this
process imports once. Its runs are in Dagster's store like any other, with the same steps, events and checks.
"""

from __future__ import annotations

import importlib
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click
import dagster as dg

from pipelines.intake.inbox.listing import list_waiting, waiting_files
from pipelines.orchestration.inbox_sensors import RUNNING, Attempt
from pipelines.orchestration.jobs import full_pipeline
from pipelines.process_runtime import collect_now, collect_seldom
from pipelines.publication.expectations import frame_validation
from pipelines.settings import Settings
from pipelines.transform.parsed_project import parsed

_POLL_SECONDS = 0.5
# Dagster's pages list a job's runs by this tag.
_TAGS = {".dagster/repository": "__repository__@pipelines.definitions", "medvind/started_by": "worker"}
# Dagster's pages show each step; the terminal shows errors alone.
_QUIET = {"loggers": {"console": {"config": {"log_level": "ERROR"}}}}


def main(definitions: str, ready: str) -> None:
    """Poll the inbox until interrupted. `definitions`: the module with `build_defs`; `ready`: a file to make before."""
    collect_seldom()
    settings, started = Settings.from_environment(), datetime.now(UTC)
    defs: dg.Definitions = importlib.import_module(definitions).build_defs(settings)
    job = defs.resolve_job_def(full_pipeline.name)
    with dg.DagsterInstance.get() as instance:
        fail_abandoned(instance, started)
        warm_up(settings)
        Path(ready).touch()
        last, is_interrupted = Attempt(), interruptions()
        while not is_interrupted():
            last = poll(settings, job, instance, last)
            time.sleep(_POLL_SECONDS)


def interruptions() -> Callable[[], bool]:
    """Return a function that says whether the process has been interrupted since.

    Dagster forgets an interrupt that comes as a run ends; the server would wait a minute for this process and kill it.
    """
    ours, theirs = socket.socketpair()
    for one in (ours, theirs):
        one.setblocking(False)
    signal.set_wakeup_fd(theirs.detach(), warn_on_full_buffer=False)

    def is_interrupted() -> bool:
        with suppress(BlockingIOError):
            return signal.SIGINT in ours.recv(4096)
        return False

    return is_interrupted


def poll(settings: Settings, job: dg.JobDefinition, instance: dg.DagsterInstance, last: Attempt) -> Attempt:
    """Run if settled files wait that were not just tried; return the newest attempt."""
    settled = waiting_files(settings) if any(list_waiting(settings.inbox)) else []
    attempt = Attempt.of(settled)
    if settled and not attempt.repeats(last):
        success, left = run_job(job, instance), sum(file.path.exists() for file in settled)
        message = (_LEFT.format(left) if left else _INGESTED) if success else _FAILED
        click.echo(f"{datetime.now():%H:%M:%S}  {message}")
        collect_now()
        return attempt
    return last


_LEFT = "{} af filerne i indbakken kunne ikke tages imod og ligger der endnu. Skriv: medvind status"
_INGESTED = "Det, der lå i indbakken, er taget imod, og tallene er regnet igennem."
_FAILED = "Noget gik galt; det, læserne ser, er helt. Se kørslen i Dagster, eller skriv: medvind status"


def run_job(job: dg.JobDefinition, instance: dg.DagsterInstance) -> bool:
    """Run the job in this process, recorded in the instance; return whether it succeeded."""
    run = job.execute_in_process(_QUIET, instance, raise_on_error=False, tags=_TAGS)
    return run.success


def warm_up(settings: Settings) -> None:
    """Import libraries and parse the dbt project, so that the first drop need not wait for it."""
    parsed(settings)
    frame_validation.frames()
    collect_now()


def fail_abandoned(instance: dg.DagsterInstance, before: datetime) -> None:
    """Mark runs as failed whose process was killed with the server: Dagster would show them as running for ever."""
    for run in instance.get_runs(dg.RunsFilter(statuses=RUNNING, created_before=before)):
        instance.report_run_failed(run, "The server was stopped while this run was under way.")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(*sys.argv[1:])
