"""Spark and DuckDB give the same cells, the same counts and the same publication: every model, so these are slow."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import pipeline as steps
from pipelines.settings import Settings
from pipelines.spark.build_session import current
from pipelines.transform.build_state import State
from pipelines.transform.dbt_runner import MARTS, build_cells, run_dbt
from pipelines.transform.indicator_definitions import indicator_ids
from tests.end_to_end.small_worlds import Installation
from tests.spark.counting import CUT_OFF, columns, differences, parquet, tables

pytestmark = pytest.mark.slow


def test_every_cell_and_every_count_is_the_same(by_duckdb: Installation, by_spark: Installation) -> None:
    ours, theirs = by_duckdb.cells(), by_spark.cells()
    assert len(ours) > 700
    assert ours.keys() == theirs.keys()
    assert differences(tables(by_duckdb), tables(by_spark)) == []


def test_all_that_follows_is_in_the_warehouse_and_no_person(
    by_duckdb: Installation, by_spark: Installation
) -> None:
    ours, theirs = tables(by_duckdb), tables(by_spark)
    assert {"cells", "counts", "lineage", "protected_cells", "indicators", "overview"} <= theirs.keys()
    assert theirs.keys() < ours.keys()
    assert all(ours[name] for name in ("pathway_counts", "reach_counts", "stg_residents"))
    assert not any("person_key" in columns(by_spark, name) for name in theirs)


def test_what_readers_see_is_the_same(by_duckdb: Installation, by_spark: Installation) -> None:
    for table in ("indicators", "pathways", "initiative_reach", "overview", "indicator_drops"):
        assert by_spark.published(table) == by_duckdb.published(table)


def test_all_that_spark_writes_lies_in_the_data_folder(by_spark: Installation) -> None:
    assert {path.name for path in by_spark.root.iterdir()} == {"data", "keys", "tmp"}
    assert list((by_spark.root / "tmp").iterdir()) == []
    kept = {"catalogue", "tables", "tmp", "java.log", "place.txt"}
    assert {path.name for path in by_spark.settings.spark.iterdir()} == kept


def test_the_unit_tests_of_the_models_pass_on_spark(session: Settings) -> None:
    # The marts are built by DuckDB in the warehouse, whichever engine builds the cells.
    results = run_dbt(session, "test", "--select", "test_type:unit", "--exclude", MARTS)
    assert len(results) >= len(indicator_ids())
    assert {result.status for result in results} == {"pass"}


def test_what_spark_says_of_a_row_is_written_nowhere(
    session: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Exception, match="0101011234"):
        current().sql("select raise_error(value) from values ('0101011234') as rows (value)").collect()
    assert capfd.readouterr() == ("", "")
    assert "0101011234" not in (session.spark / "java.log").read_text()


def test_only_what_is_downstream_of_a_changed_feed_is_counted_again(session: Settings) -> None:
    state = State.built(session)
    assert state and state.engine == "spark"
    assert steps.build(session) == (set(), [])
    names = {result.node.name for result in build_cells(session, {"exams"})}
    assert {"stg_exams", "grade9_all_exams", "cells"} <= names
    assert names.isdisjoint({"stg_absence", "absence_rate", "stg_residents", "indicators"})


def test_files_left_by_an_interrupted_build_do_not_disturb(session: Settings) -> None:
    current().sql(f"create table {CUT_OFF} as select 1 as one")
    assert current().table(CUT_OFF).count() == 1
    current().sql(f"drop table {CUT_OFF}")


def test_every_intermediate_table_is_the_same(by_duckdb: Installation, session: Settings) -> None:
    ours = {name: rows for name, rows in tables(by_duckdb).items() if (_stored(session) / name).exists()}
    assert len(ours) > 70
    theirs = {name: parquet(_stored(session) / name, columns(by_duckdb, name)) for name in ours}
    assert differences(ours, theirs) == []


def _stored(settings: Settings) -> Path:
    return settings.spark / "tables" / "medvind.db"
