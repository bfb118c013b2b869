"""An external Spark Connect server gives the same cells, and the personal data that it stores can be deleted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.privacy.stored_rows import remove_fact_stores
from pipelines.settings import Settings
from pipelines.settings.spark_cluster import Cluster
from pipelines.spark.build_session import current, spark_session
from pipelines.spark.sessions import SparkMissing, session_of
from pipelines.spark.spark_tables import FEEDS, INTAKE, MODELS
from pipelines.transform.dbt_runner import run_dbt
from tests.end_to_end.serving import free_port
from tests.end_to_end.small_worlds import Installation
from tests.spark.connect import connect_server
from tests.spark.counting import counted_with, differences, tables


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with connect_server(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture
def copied(by_duckdb: Installation, tmp_path: Path) -> Installation:
    installation = Installation(tmp_path / "inst")
    shutil.copytree(by_duckdb.root, installation.root, symlinks=True)
    return installation


def at(installation: Installation, address: str, store: str = "") -> Settings:
    return replace(installation.with_engine("spark"), cluster=Cluster(master=address, store=store))


def databases(settings: Settings) -> set[str]:
    with session_of(settings) as session:
        return {database.name for database in session.catalog.listDatabases()}


@pytest.mark.slow
def test_models_are_counted_there_and_scrapped_there(
    copied: Installation, server: str, tmp_path: Path
) -> None:
    settings, store = at(copied, server, store=f"file://{tmp_path / 'store'}"), tmp_path / "store"
    with spark_session(settings):
        assert run_dbt(
            settings, "build", "--select", "disciplines", "stg_exams", "--exclude-resource-type", "unit_test"
        )
        counted = current().table("stg_exams").count()
    assert counted == len(tables(copied)["stg_exams"]) > 0
    assert list((store / "medvind.db" / "stg_exams").glob("*.parquet"))
    elsewhere = replace(settings, cluster=replace(settings.cluster, store=""))
    with pytest.raises(SparkMissing, match="Der ligger rækker om personer"):
        remove_fact_stores(elsewhere)
    assert {MODELS, FEEDS, INTAKE} <= databases(settings)
    remove_fact_stores(settings)
    assert databases(settings).isdisjoint({MODELS, FEEDS, INTAKE})
    assert list(store.rglob("*.parquet")) == []
    assert list(settings.raw.glob("exams/*/rows.parquet"))


@pytest.mark.slow
def test_a_server_that_lost_its_tables_is_sent_everything_again(copied: Installation, server: str) -> None:
    settings = at(copied, server)
    with spark_session(settings):
        pass
    with session_of(settings) as session:
        session.sql(f"drop database {MODELS} cascade")
    with pytest.raises(SparkMissing, match="Næste kørsel tæller alt forfra"), spark_session(settings):
        pass
    assert not settings.spark_location.exists()
    with spark_session(settings):
        assert settings.spark_location.read_text() == server.removeprefix("sc://")
    remove_fact_stores(settings)


def test_what_a_server_says_of_a_row_is_written_nowhere(
    copied: Installation, server: str, capfd: pytest.CaptureFixture[str]
) -> None:
    failing = "select raise_error(value) from values ('0101011234') as rows (value)"
    with session_of(at(copied, server)) as session, pytest.raises(Exception, match="0101011234"):
        session.sql(failing).collect()
    assert capfd.readouterr() == ("", "")


def test_where_no_server_answers_the_command_says_so(copied: Installation) -> None:
    address = f"sc://127.0.0.1:{free_port()}/;token=secret"
    run = copied.start("run", "--engine", "spark", env=copied.environment | {"MEDVIND_SPARK_MASTER": address})
    _, said = run.communicate()
    assert run.returncode == 1
    assert said.startswith("Der svarer ingen Spark-server på 127.0.0.1:")
    assert "secret" not in said


@pytest.mark.slow
def test_every_cell_is_the_same(by_duckdb: Installation, copied: Installation, server: str) -> None:
    counted_with(copied, "run", "--engine", "spark", extra_environment={"MEDVIND_SPARK_MASTER": server})
    assert copied.cells() == by_duckdb.cells()
    assert differences(tables(by_duckdb), tables(copied)) == []
