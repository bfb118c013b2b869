"""dbt, called in this process: start-up is what a small drop's latency is made of."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.permissions import private
from pipelines.settings import PROJECT_ROOT, Settings
from pipelines.transform.changes import definitions_hash
from pipelines.transform.definitions import indicator_ids
from schemas.feeds import all_feeds

PROJECT = PROJECT_ROOT / "dbt_project"
MARTS = "fqn:medvind.marts.*"


class BuildFailed(Exception):
    """Some nodes failed. `nodes` are their names; what they said stays in dbt's log."""

    def __init__(self, nodes: Sequence[str]) -> None:
        super().__init__("dbt: " + ", ".join(nodes))
        self.nodes = list(nodes)


def arguments(settings: Settings) -> list[str]:
    """What every call of dbt in this house is given."""
    variables: dict[str, object] = {"indicators": indicator_ids()}
    if settings.as_of:
        variables["as_of"] = settings.as_of.isoformat()
    folders = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    return [*folders, "--vars", json.dumps(variables)]


def point_at(settings: Settings) -> None:
    """Tell dbt, through its environment, which house it works for."""
    os.environ["MEDVIND_DATA"] = str(settings.data)
    os.environ["DBT_TARGET_PATH"] = str(settings.dbt / "target")
    os.environ["DBT_LOG_PATH"] = str(settings.dbt / "logs")


def run_dbt(settings: Settings, *words: str) -> list[Any]:
    """Call dbt and return its results, one per node. Raises BuildFailed naming the nodes that failed."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    point_at(settings)
    quiet = ["--quiet", "--log-level", "none", "--log-level-file", "warn", "--no-use-colors"]
    try:
        with private():
            outcome = dbtRunner().invoke([*quiet, *words, *arguments(settings)])
    finally:
        # dbt would keep the warehouse open, and locked, for as long as this process lives.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    results = list(getattr(outcome.result, "results", []))
    failed = [result.node.name for result in results if result.status in ("error", "fail", "runtime error")]
    if outcome.success or failed:
        (settings.dbt / "parsed.txt").write_text(definitions_hash())
    if failed or not outcome.success:
        raise BuildFailed(failed or [type(outcome.exception).__name__])
    return results


def manifest(settings: Settings) -> Path:
    """The path of dbt's manifest, parsed anew where a definition has changed since."""
    path, mark = settings.dbt / "target" / "manifest.json", settings.dbt / "parsed.txt"
    if not path.exists() or not mark.exists() or mark.read_text() != definitions_hash():
        run_dbt(settings, "parse")
    return path


def build_cells(settings: Settings, feeds: set[str]) -> list[Any]:
    """Build and test what is downstream of some feeds, up to the table `cells`."""
    if not feeds:
        return []
    everything = feeds == set(all_feeds())
    # What is read of the drops themselves (the periods) is always built.
    select = ["--select", "source:intake+1", *(f"source:feeds.{feed}+" for feed in sorted(feeds))]
    return run_dbt(settings, "build", *([] if everything else select), "--exclude", MARTS, *_NO_UNIT_TESTS)


def build_marts(settings: Settings) -> list[Any]:
    """Build and test the marts from the protected cells."""
    return run_dbt(settings, "build", "--select", MARTS, *_NO_UNIT_TESTS)


# Unit tests prove the definitions, not the data: the test suite runs them.
_NO_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
