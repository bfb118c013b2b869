"""With Spark as Dagster's engine, a new drop reaches the marts with the same figures as with DuckDB."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import build_defs
from pipelines.demo.invented_cpr import invented_cpr
from pipelines.demo.random_source import seeded_random
from pipelines.orchestration.jobs import full_pipeline
from pipelines.transform.build_state import State
from tests.end_to_end.small_worlds import Installation, absence
from tests.spark.counting import differences, tables


@pytest.mark.slow
def test_a_drop_goes_through_the_full_pipeline(
    by_duckdb: Installation, by_spark: Installation, tmp_path: Path
) -> None:
    child = invented_cpr(seeded_random("one", "more"), date(2014, 5, 17), "female")
    ours, theirs = (Installation(tmp_path / name) for name in ("duckdb", "spark"))
    for installation, before in ((ours, by_duckdb), (theirs, by_spark)):
        shutil.copytree(before.root, installation.root, symlinks=True)
        installation.put("en mere.csv", absence([child], "2021M03"))
    assert ours.run().publication
    job = build_defs(theirs.with_engine("spark")).resolve_job_def(full_pipeline.name)
    with dg.DagsterInstance.ephemeral() as instance:
        assert job.execute_in_process(instance=instance).success
    state = State.built(theirs.settings)
    assert state and state.engine == "spark"
    assert len(theirs.manifests()) == len(by_spark.manifests()) + 1
    counted = [
        {name: tables(installation)[name] for name in ("cells", "counts")} for installation in (ours, theirs)
    ]
    assert differences(*counted) == []
    assert theirs.published("overview") == ours.published("overview")
