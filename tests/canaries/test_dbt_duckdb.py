"""dbt-duckdb: `DuckDBConnectionManager.close_all_connections` releases the database file after a build.

If this fails, the process that built keeps the warehouse locked: the pages, the gate and `medvind sql` cannot open it
for as long as `medvind serve` runs. It is called in `pipelines/transform/dbt_call.py`.
"""

from __future__ import annotations

import subprocess
import sys

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from tests.canaries.conftest import DbtBuild

OPEN = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('create or replace table mine as select 1')"


def can_be_opened_by_another_process(build: DbtBuild) -> bool:
    command = [sys.executable, "-c", OPEN, str(build.root / "warehouse.duckdb")]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_database_is_locked_until_all_connections_are_closed(dbt_build: DbtBuild) -> None:
    root = str(dbt_build.root)
    words = ["--project-dir", root, "--profiles-dir", root, "--target-path", f"{root}/target"]
    try:
        assert dbtRunner().invoke(["--quiet", "build", "--log-path", f"{root}/logs", *words]).success
        # Where this is free already, the call is not needed any more.
        assert not can_be_opened_by_another_process(dbt_build)
    finally:
        DuckDBConnectionManager.close_all_connections()
    assert can_be_opened_by_another_process(dbt_build)
