"""A dbt project of one model and one test, built once: what canaries of dbt and its libraries look at."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

PROJECT = {
    "dbt_project.yml": "name: canary\nversion: 1.0.0\nprofile: canary\nmodel-paths: [models]\n"
    "flags: {send_anonymous_usage_stats: false}\n",
    "profiles.yml": "canary: {target: dev, outputs: {dev: {type: duckdb, path: warehouse.duckdb}}}\n",
    "models/numbers.sql": "select 1 as number",
    "models/doubled.sql": "select number * 2 as doubled from {{ ref('numbers') }}",
    "models/models.yml": "models: [{name: numbers, columns: [{name: number, data_tests: [not_null]}]}]\n",
}


@dataclass
class DbtBuild:
    """What one build of the project gave: the results, the events, and the manifest as JSON."""

    root: Path
    results: list[Any] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)
    manifest: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="session")
def dbt_build(tmp_path_factory: pytest.TempPathFactory) -> DbtBuild:
    build = DbtBuild(tmp_path_factory.mktemp("dbt"))
    for name, text in PROJECT.items():
        path = build.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("warehouse.duckdb", str(build.root / "warehouse.duckdb")))
    folders = ["--project-dir", str(build.root), "--profiles-dir", str(build.root)]
    folders += ["--target-path", str(build.root / "target"), "--log-path", str(build.root / "logs")]
    quiet = ["--quiet", "--log-level", "none"]
    try:
        outcome = dbtRunner(callbacks=[build.events.append]).invoke([*quiet, "build", *folders])
    finally:
        DuckDBConnectionManager.close_all_connections()
    assert outcome.success
    build.results = list(outcome.result)  # type: ignore[arg-type]  # of a build
    build.manifest = json.loads((build.root / "target" / "manifest.json").read_text())
    return build
