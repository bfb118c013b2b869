"""Call dbt in this process: starting it as a command would dominate the latency of a small drop."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from pipelines.permissions import private_files
from pipelines.process_runtime import environment_variables
from pipelines.progress import Progress, no_progress
from pipelines.settings import ENGINES, Settings
from pipelines.spark.build_session import spark_session
from pipelines.transform.build_state import definitions_hash
from pipelines.transform.changed_days import Days
from pipelines.transform.dbt_log import log_problems
from pipelines.transform.dbt_progress import report_progress
from pipelines.transform.indicator_definitions import indicator_ids
from pipelines.transform.project import project_of, seed_path
from schemas.configuration import configuration_folder
from schemas.feeds import all_feeds
from schemas.place import place

MARTS = "fqn:medvind.marts.*"


class BuildFailed(Exception):
    """Some nodes of a dbt build failed. `nodes` are their names; their messages stay in dbt's log."""

    def __init__(self, nodes: Sequence[str]) -> None:
        super().__init__("dbt: " + ", ".join(nodes))
        self.nodes = list(nodes)


def arguments(settings: Settings, **more: object) -> list[str]:
    """Return the arguments of every call of dbt; `more`: further variables."""
    variables: dict[str, object] = {"indicators": indicator_ids(), **place().variables, **more}
    project = str(project_of(settings))
    folders = ["--project-dir", project, "--profiles-dir", project]
    return [*folders, "--target", settings.engine, "--vars", json.dumps(variables)]


def dbt_environment(settings: Settings, data: str | None = None) -> AbstractContextManager[None]:
    """Set, within the context, the environment variables that dbt's project reads; `data`: another data folder."""
    return environment_variables(
        {
            # It follows from the data folder by default, and an as-of rebuild has a data folder of its own.
            "MEDVIND_CONFIG": str(configuration_folder()),
            "DBT_MEDVIND_SEEDS": seed_path(),
            "MEDVIND_DATA": data or str(settings.data),
            "MEDVIND_MEMORY": settings.memory,
            "DBT_TARGET_PATH": str(settings.dbt_target),
            "DBT_LOG_PATH": str(settings.dbt / "logs"),
        }
    )


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
    outcome = _invoke(settings, [*words, "--no-write-json"], known, hear, **day, **variables)
    return list(getattr(outcome, "results", []))


def manifest(settings: Settings) -> Path:
    """Return the path of dbt's manifest for the current definitions; parse the project where there is none."""
    if not _manifest(settings).exists():
        _known.clear()
        parsed(settings)
    return _manifest(settings)


# The parsed project is the same for all data folders, and dbt parses anew when a variable has changed.
_ANY_DATA = "data"
# The manifest parsed last in this process, by data folder and definitions.
_known: dict[tuple[str, ...], Any] = {}


def parsed(settings: Settings) -> Any:
    """Return the parsed manifest, cached in this process: reading it takes half of a small build."""
    which = (definitions_hash(), *arguments(settings), str(settings.data))
    if which not in _known:
        result = _invoke(settings, ["parse", "--no-write-json"])
        if not _manifest(settings).exists():
            _put_down(settings, result)
        _known.clear()
        _known[which] = result
    return _known[which]


def _manifest(settings: Settings) -> Path:
    return settings.dbt_target / f"manifest-{definitions_hash()[:16]}.json"


def _put_down(settings: Settings, found: Any) -> None:
    """Write the manifest by rename: dbt itself writes it in place, where a concurrent reader would see a part of it."""
    path = _manifest(settings)
    with tempfile.TemporaryDirectory(dir=path.parent) as aside:
        found.write(str(Path(aside) / path.name))
        (Path(aside) / path.name).replace(path)
    for outdated in set(path.parent.glob("manifest-*.json")) - {path}:
        outdated.unlink(missing_ok=True)


def _invoke(
    settings: Settings,
    words: Sequence[str],
    known: Any = None,
    hear: Callable[[Any], None] | None = None,
    **variables: object,
) -> Any:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    quiet = ["--quiet", "--log-level", "none", "--log-level-file", "none", "--no-use-colors"]
    try:
        data = None if known else _ANY_DATA
        with (
            private_files(),
            dbt_environment(settings, data),
            spark_session(settings),
            log_problems(settings.dbt / "logs") as log,
        ):
            dbt = dbtRunner(known, [log, hear] if hear else [log])
            outcome = dbt.invoke([*quiet, *words, *arguments(settings, **variables)])
    finally:
        # dbt would otherwise keep the warehouse open and locked until this process ends.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]  # dbt has no types
    results = getattr(outcome.result, "results", [])
    said = [str(result.message) for result in results] + [str(outcome.exception)]
    if any(os.strerror(errno.ENOSPC) in text for text in said):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(settings.warehouse))
    failed = [result.node.name for result in results if result.status in ("error", "fail", "runtime error")]
    if failed or not outcome.success:
        raise BuildFailed(failed or [type(outcome.exception).__name__])
    return outcome.result


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
