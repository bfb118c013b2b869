"""The dbt builds of the pipeline: which models are built and tested after a drop, and those of the marts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb

from pipelines.permissions import private_files
from pipelines.progress import Progress, no_progress
from pipelines.settings import ENGINES, Settings
from pipelines.transform.changed_days import Days
from pipelines.transform.dbt_call import call_dbt
from pipelines.transform.dbt_progress import report_progress
from pipelines.transform.parsed_project import parsed
from schemas.feeds import all_feeds

MARTS = "fqn:medvind.marts.*"


def run_dbt(
    settings: Settings, *words: str, hear: Callable[[Any], None] | None = None, **variables: object
) -> list[Any]:
    """Call dbt; return its results, one for each node. `hear` receives dbt's events.

    Raises BuildFailed with the names of the nodes that failed."""
    known = parsed(settings)
    # Opened here first, since dbt does not report that another program has the file open.
    with private_files(), duckdb.connect(str(settings.warehouse)):
        pass
    # Given to the run alone: dbt would parse its project anew for another variable.
    day = {"as_of": settings.as_of.isoformat()} if settings.as_of else {}
    outcome = call_dbt(settings, [*words, "--no-write-json"], known, hear, **day, **variables)
    return list(getattr(outcome, "results", []))


def build_cells(
    settings: Settings, feeds: set[str], progress: Progress = no_progress, days: Days | None = None
) -> list[Any]:
    """Build and test the models downstream of some feeds, up to the table `cells`, and those of what is owed.

    `days`: those that changed rows are about, where they are known: models of rows by period are built for them alone.
    """
    everything = feeds == set(all_feeds())
    # Models that read the drops' metadata (the periods) are always built.
    select = ["--select", *_AT_EACH_DROP, *(f"source:feeds.{feed}+" for feed in sorted(feeds))]
    words = ("build", *(["--full-refresh"] if everything else select), "--exclude", MARTS, *_NO_UNIT_TESTS)
    known = {} if days is None else {"changed_days": [[day.isoformat() for day in both] for both in days]}
    return run_dbt(settings, *words, hear=report_progress(progress, "build"), **known)


def for_marts(settings: Settings) -> Settings:
    """Return settings for the marts, which DuckDB builds in the warehouse whichever engine built the cells."""
    return replace(settings, engine=ENGINES[0])


def build_marts(settings: Settings, feeds: set[str], progress: Progress = no_progress) -> list[Any]:
    """Build and test the marts that read the protected cells or one of the changed feeds."""
    read = ["source:publication", "source:intake", *(f"source:feeds.{feed}" for feed in sorted(feeds))]
    select = [MARTS] if feeds == set(all_feeds()) else [f"{MARTS},{source}+" for source in read]
    words = ("build", "--select", *select, *_NO_UNIT_TESTS)
    return run_dbt(for_marts(settings), *words, hear=report_progress(progress, "marts"))


# Unit tests test definitions, not data: the test suite runs them.
# Tables that list the drops, and what is owed beside them; agreements and the calendar change with the definitions.
_AT_EACH_DROP = ("source:intake.drops+1", "source:intake.expected_deliveries+1", "path:models/completeness")
_NO_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
