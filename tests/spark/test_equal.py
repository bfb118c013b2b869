"""Spark counts what DuckDB counts: every cell, every count, and all that is published of them."""

from __future__ import annotations

from end_to_end.houses import House

from pipelines import house as steps
from pipelines.settings import Settings
from pipelines.transform.changes import State
from pipelines.transform.dbt import build_cells, run_dbt
from pipelines.transform.definitions import indicator_ids
from spark.counting import differences, tables

COUNTED = {"cells", "counts"}
PERSONS = "select table_name from duckdb_columns() where column_name = 'person_key'"


def test_every_cell_and_every_count_is_the_same(by_duckdb: House, by_spark: House) -> None:
    ours, theirs = by_duckdb.cells(), by_spark.cells()
    assert len(ours) > 700
    assert ours.keys() == theirs.keys()
    assert differences(tables(by_duckdb), tables(by_spark)) == []


def test_all_that_follows_is_in_the_warehouse_and_no_person(by_duckdb: House, by_spark: House) -> None:
    ours, theirs = tables(by_duckdb), tables(by_spark)
    assert {"cells", "counts", "lineage", "protected_cells", "indicators", "overview"} <= theirs.keys()
    assert theirs.keys() < ours.keys()
    assert all(ours[name] for name in ("pathway_counts", "reach_counts", "stg_residents"))
    assert not any("person_key" in name for name in theirs)


def test_what_readers_see_is_the_same(by_duckdb: House, by_spark: House) -> None:
    for table in ("indicators", "pathways", "initiative_reach", "overview", "indicator_drops"):
        assert by_spark.published(table) == by_duckdb.published(table)


def test_all_that_spark_writes_lies_in_the_data_folder(by_spark: House) -> None:
    assert {path.name for path in by_spark.root.iterdir()} == {"data", "keys", "tmp"}
    assert list((by_spark.root / "tmp").iterdir()) == []
    assert {path.name for path in by_spark.settings.spark.iterdir()} == {
        "catalogue",
        "tables",
        "tmp",
        "java.log",
    }


def test_the_unit_tests_of_the_models_pass_on_spark(session: Settings) -> None:
    results = run_dbt(session, "test", "--select", "test_type:unit")
    assert len(results) >= len(indicator_ids())
    assert {result.status for result in results} == {"pass"}


def test_only_what_is_downstream_of_a_changed_feed_is_counted_again(session: Settings) -> None:
    state = State.built(session)
    assert state and state.engine == "spark"
    assert steps.build(session) == (set(), [])
    names = {result.node.name for result in build_cells(session, {"exams"})}
    assert {"stg_exams", "grade9_all_exams", "cells"} <= names
    assert names.isdisjoint({"stg_absence", "absence_rate", "stg_residents", "indicators"})


def test_what_a_build_that_was_cut_off_has_left_is_in_nobodys_way(by_spark: House) -> None:
    pass
