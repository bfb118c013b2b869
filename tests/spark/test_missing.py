"""Where Spark cannot be started, the command reports what is missing, and no data is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.settings.spark_cluster import Cluster
from pipelines.spark import sessions
from pipelines.spark.build_session import current, spark_session
from pipelines.spark.sessions import SparkMissing
from tests.end_to_end.small_worlds import Installation, new_installation


def test_without_java_the_command_says_so(tmp_path: Path) -> None:
    installation = new_installation(tmp_path / "inst")
    without = {name: value for name, value in installation.environment.items() if name != "JAVA_HOME"}
    run = installation.start("run", "--engine", "spark", env=without | {"PATH": str(tmp_path)})
    _, said = run.communicate()
    assert run.returncode == 1
    assert said == "Spark kræver Java 17 eller nyere. På Debian: apt install openjdk-17-jre-headless\n"


@pytest.mark.slow
def test_an_archive_elsewhere_is_read_there_and_must_be_whole(
    by_duckdb: Installation, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "bucket"
    shutil.copytree(by_duckdb.settings.raw, elsewhere / "raw")
    ours = Installation(tmp_path / "inst")
    shutil.copytree(by_duckdb.root, ours.root, symlinks=True)
    settings = replace(ours.with_engine("spark"), cluster=Cluster(archive=f"file://{elsewhere}"))
    with spark_session(settings):
        read = current().table("feeds.residents").inputFiles()
    assert read
    assert all(
        file.startswith(f"file:{elsewhere}") or file.startswith(f"file://{elsewhere}") for file in read
    )
    shutil.rmtree(next(path.parent for path in elsewhere.glob("raw/residents/2*/rows.parquet")))
    with pytest.raises(SparkMissing, match="mangler 1 leverancer af residents"), spark_session(settings):
        pass


def test_without_the_package_the_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "find_spec", lambda _: None)
    with (
        pytest.raises(SparkMissing, match="Spark er ikke installeret"),
        spark_session(new_installation(tmp_path / "inst").with_engine("spark")),
    ):
        pass
