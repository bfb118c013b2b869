"""Dagster counts with Spark where the house says so: a drop that comes is in the marts, counted as by DuckDB."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipelines.demo.invented_cpr import invented_cpr
from pipelines.demo.random_source import dice
from pipelines.transform.build_state import State
from tests.end_to_end.small_worlds import House, absence
from tests.spark.counting import PATIENCE, differences, tables

# Definitions read the environment when they are imported, so the walk is made in a process of its own.
_WALK = """
import dagster as dg
from pipelines.definitions import defs
with dg.DagsterInstance.ephemeral() as instance:
    run = defs.resolve_job_def("whole_way").execute_in_process(instance=instance, raise_on_error=False)
raise SystemExit(not run.success)
"""


@pytest.mark.slow
def test_a_drop_goes_the_whole_way(by_duckdb: House, by_spark: House, tmp_path: Path) -> None:
    child = invented_cpr(dice("one", "more"), date(2014, 5, 17), "female")
    ours, theirs = (House(tmp_path / name) for name in ("duckdb", "spark"))
    for house, before in ((ours, by_duckdb), (theirs, by_spark)):
        shutil.copytree(before.root, house.root, symlinks=True)
        house.put("en mere.csv", absence([child], "2021M03"))
    assert ours.run().publication
    walk = subprocess.run(
        [sys.executable, "-c", _WALK],
        env=theirs.environment | {"MEDVIND_ENGINE": "spark"},
        timeout=PATIENCE,
        capture_output=True,
        check=False,
    )
    assert walk.returncode == 0, walk.stderr[-2000:].decode()
    state = State.built(theirs.settings)
    assert state and state.engine == "spark"
    assert len(theirs.manifests()) == len(by_spark.manifests()) + 1
    counted = [{name: tables(house)[name] for name in ("cells", "counts")} for house in (ours, theirs)]
    assert differences(*counted) == []
    assert theirs.published("overview") == ours.published("overview")
