"""A Spark cluster of several processes gives the same cells, also when a worker is killed during the build."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tests.end_to_end.small_worlds import Installation
from tests.spark.cluster import cluster
from tests.spark.counting import PATIENCE, differences, tables


@pytest.mark.slow
def test_a_worker_is_killed_in_the_middle_and_every_cell_is_right(
    by_duckdb: Installation, tmp_path: Path
) -> None:
    installation = Installation(tmp_path / "inst")
    shutil.copytree(by_duckdb.root, installation.root, symlinks=True)
    (tmp_path / "spark").mkdir()
    with cluster(tmp_path / "spark", workers=2) as spark:
        run = installation.start("run", "--engine", "spark", env=installation.environment | spark.environment)
        begun = installation.settings.spark / "tables" / "medvind.db" / "stg_residents"
        while not begun.exists():
            assert run.poll() is None, run.communicate()
            time.sleep(0.05)
        assert all((tmp_path / "spark" / f"worker-{number}").glob("app-*/*") for number in range(2))
        spark.kill(worker=0)
        assert not (begun.parent / "cells").exists()
        _, said = run.communicate(timeout=PATIENCE)
        assert (run.returncode, said) == (0, "")
        assert spark.workers[1].poll() is None
    assert installation.cells() == by_duckdb.cells()
    assert differences(tables(by_duckdb), tables(installation)) == []
