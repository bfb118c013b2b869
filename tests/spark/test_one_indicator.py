"""One indicator with everything it is made of, built by Spark: the same rows as DuckDB's. Slow tests compare all."""

from __future__ import annotations

from pathlib import Path

from pipelines.spark.build_session import spark_session
from pipelines.transform.dbt_runner import run_dbt
from tests.end_to_end.small_worlds import Installation
from tests.shared_builds import copy_of
from tests.spark.counting import columns, differences, parquet, tables

INDICATOR = "grade9_all_exams"


def test_an_indicator_is_the_same(by_duckdb: Installation, tmp_path: Path) -> None:
    installation = Installation(copy_of(by_duckdb.root, tmp_path / "spark"))
    settings = installation.with_engine("spark")
    with spark_session(settings):
        results = run_dbt(
            settings, "build", "--select", f"+{INDICATOR}", "--exclude", "test_type:data", "test_type:unit"
        )
    built = [result.node.name for result in results if result.node.resource_type == "model"]
    assert {INDICATOR, "stg_exams", "int_grade9"} <= set(built)
    ours = {name: rows for name, rows in tables(by_duckdb).items() if name in built}
    stored = settings.spark / "tables" / "medvind.db"
    theirs = {name: parquet(stored / name, columns(by_duckdb, name)) for name in ours}
    assert all(ours.values())
    assert differences(ours, theirs) == []
