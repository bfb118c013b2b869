"""The warm worker: it sees a file as soon as it has settled, and walks the whole way in a process that has begun.

A run that Dagster's daemon launches spends some ten seconds on imports, and waits for the next look before that. This
process imports once. Its runs are Dagster's like any other: in its store, with the same steps, events and checks.
"""

from __future__ import annotations

import importlib
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime

import click
import dagster as dg

from pipelines.garbage import collect_now, collect_seldom
from pipelines.intake.inbox import listing, waiting
from pipelines.orchestration.inbox import RUNNING, Attempt
from pipelines.orchestration.jobs import whole_way
from pipelines.publication import audit
from pipelines.settings import Settings
from pipelines.transform import dbt

_LOOK_EVERY_SECONDS = 0.5
# Dagster's pages list a job's runs by this.
_TAGS = {".dagster/repository": "__repository__@pipelines.definitions", "medvind/started_by": "worker"}
# What Dagster says of each step stands in its pages; a terminal wants to hear of what went wrong.
_QUIET = {"loggers": {"console": {"config": {"log_level": "ERROR"}}}}


def main(definitions: str) -> None:
    """Look until told to stop. `definitions` names the module, as Dagster is told it too."""
    collect_seldom()
    settings, began = Settings.from_environment(), datetime.now(UTC)
    defs: dg.Definitions = importlib.import_module(definitions).build_defs(settings)
    job = defs.resolve_job_def(whole_way.name)
    with dg.DagsterInstance.get() as instance:
        end_abandoned(instance, began)
        get_warm(settings)
        last = Attempt()
        while True:
            last = look(settings, job, instance, last)
            time.sleep(_LOOK_EVERY_SECONDS)


def look(settings: Settings, job: dg.JobDefinition, instance: dg.DagsterInstance, last: Attempt) -> Attempt:
    """Run if settled files wait that were not tried just now; return the newest attempt."""
    settled = waiting(settings) if any(listing(settings.inbox)) else []
    attempt = Attempt.of(settled)
    if settled and not attempt.repeats(last):
        fine, left = walk(job, instance), sum(file.path.exists() for file in settled)
        said = (_LEFT.format(left) if left else _TAKEN) if fine else _FAILED
        click.echo(f"{datetime.now():%H:%M:%S}  {said}")
        collect_now()
        return attempt
    return last


_LEFT = "{} af filerne i indbakken kunne ikke tages imod og ligger der endnu. Skriv: medvind status"
_TAKEN = "Det, der lå i indbakken, er taget imod, og tallene er regnet igennem."
_FAILED = "Noget gik galt; de udgivne tal er, som de var. Se kørslen i Dagster, eller skriv: medvind status"


def walk(job: dg.JobDefinition, instance: dg.DagsterInstance) -> bool:
    """One run of the whole way in this process; say whether it succeeded."""
    run = job.execute_in_process(_QUIET, instance, raise_on_error=False, tags=_TAGS)
    return run.success


def get_warm(settings: Settings) -> None:
    """Import and parse now what the first drop would wait for."""
    dbt.parsed(settings)
    audit.frames()
    collect_now()


def end_abandoned(instance: dg.DagsterInstance, before: datetime) -> None:
    """Mark runs as failed whose process was killed with the server: they would seem to be under way for ever."""
    for run in instance.get_runs(dg.RunsFilter(statuses=RUNNING, created_before=before)):
        instance.report_run_failed(run, "The server was stopped while this run was under way.")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(sys.argv[1])
