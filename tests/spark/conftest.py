"""An invented hamlet built by DuckDB and by Spark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipelines.settings import Settings
from pipelines.spark.build_session import spark_session
from tests.end_to_end.built_towns import built_hamlet
from tests.end_to_end.small_worlds import Installation
from tests.shared_builds import copy_of
from tests.spark.counting import CUT_OFF, counted_with


@pytest.fixture(scope="session")
def by_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A hamlet of 250 residents over one year, ingested, built by DuckDB and published. Read-only."""
    return Installation(copy_of(built_hamlet(tmp_path_factory), tmp_path_factory.mktemp("duckdb")))


@pytest.fixture(scope="session")
def by_spark(by_duckdb: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The same installation built again by Spark on this machine, and published."""
    installation = Installation(tmp_path_factory.mktemp("spark"))
    copy_of(by_duckdb.root, installation.root)
    counted_with(installation, "run", "--engine", "spark")
    return installation


@pytest.fixture(scope="module")
def session(by_spark: Installation) -> Iterator[Settings]:
    """A Spark session in this process on that installation, shared because it is slow to start. Its storage holds a
    file left by a build that was killed while it wrote a table."""
    settings = by_spark.with_engine("spark")
    half = settings.spark / "tables" / "medvind.db" / CUT_OFF / "_temporary" / "part-00000.parquet"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"PAR1")
    with spark_session(settings):
        yield settings
