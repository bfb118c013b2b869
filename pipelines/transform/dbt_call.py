"""Call dbt in this process: starting it as a command would dominate the latency of a small drop."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from pipelines.permissions import private_files
from pipelines.process_runtime import environment_variables
from pipelines.settings import Settings
from pipelines.spark.build_session import spark_session
from pipelines.transform.dbt_log import log_problems
from pipelines.transform.indicator_definitions import indicator_ids
from pipelines.transform.project import project_of, seed_path
from schemas.configuration import configuration_folder
from schemas.place import place

# The parsed project is the same for all data folders, and dbt parses anew when a variable has changed.
_ANY_DATA = "data"


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


def call_dbt(
    settings: Settings,
    words: Sequence[str],
    known: Any = None,
    hear: Callable[[Any], None] | None = None,
    **variables: object,
) -> Any:
    """Call dbt with the installation's variables and folders; return what it returns.

    `known` is the project as it was parsed, without which `words` parse it; `hear` receives dbt's events. Raises
    BuildFailed with the names of the nodes that failed, and OSError where the disk is full.
    """
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
