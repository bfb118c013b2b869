"""The view `tal`: the published figures in Danish, no number more and none less."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.publication.flat_view import view_columns
from pipelines.publication.mart_files import Mart, write_database
from pipelines.publication.mart_tables import INDICATORS
from schemas.code_lists import code_list
from tests.publication import example_marts


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("marts") / "medvind.duckdb"
    write_database(path, {name: Mart(rows, {}) for name, rows in example_marts.tables().items()})
    return path


@pytest.fixture
def marts(published: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(published), read_only=True)


def test_each_figure_is_there_once_in_danish(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.sql(
        "select navn_i_data, køn, område, værdi, status, enhed, periodetype from tal order by all"
    ).fetchall()
    assert rows == [
        ("absence_over_10", "Alle", "Alle", 25.0, "vist", "procent", "skoleår"),
        ("absence_over_10", "Drenge og mænd", "Alle", None, "skjult", "procent", "skoleår"),
        ("absence_over_10", "Piger og kvinder", "Alle", 27.5, "vist", "procent", "skoleår"),
        ("leisure_membership", "Alle", "Alle", 125.0, "vist", "procent", "skoleår"),
    ]


def test_no_column_of_the_figures_is_forgotten() -> None:
    """All but the version of the definition, which the other table holds."""
    used = " ".join(column.sql for column in view_columns())
    assert [name for name in INDICATORS.columns if name not in used] == ["definition_version"]


def test_every_column_and_the_view_are_described(marts: duckdb.DuckDBPyConnection) -> None:
    columns = marts.sql(
        "select column_name, comment from duckdb_columns() where table_name = 'tal'"
    ).fetchall()
    assert [name for name, _ in columns] == [column.name for column in view_columns()]
    assert all(comment for _, comment in columns)
    ((said,),) = marts.sql("select comment from duckdb_views() where view_name = 'tal'").fetchall()
    assert said.startswith("Alle udgivne tal")


def test_two_versions_of_a_definition_give_no_figure_twice(tmp_path: Path) -> None:
    tables = example_marts.tables()
    newer = tables["indicator_definitions"].with_columns(definition_version=2, name_da=pl.lit("Nyt navn"))
    older = tables["indicator_definitions"].with_columns(definition_version=1)
    tables["indicator_definitions"] = older.vstack(newer)
    path = tmp_path / "medvind.duckdb"
    write_database(path, {name: Mart(rows, {}) for name, rows in tables.items()})
    with duckdb.connect(str(path), read_only=True) as marts:
        assert marts.sql("select count(*), any_value(indikator) from tal").fetchall() == [(4, "Nyt navn")]


def test_a_word_with_an_apostrophe_and_a_code_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(code_list("areas").codes, "OE1", "Jens' gård")
    tables = example_marts.tables()
    rows = [example_marts.cell(area=area) for area in ("total", "OE1", "X9")]
    tables["indicators"] = example_marts.cells(*rows)
    path = tmp_path / "medvind.duckdb"
    write_database(path, {name: Mart(rows, {}) for name, rows in tables.items()})
    with duckdb.connect(str(path), read_only=True) as marts:
        assert marts.sql("select område from tal order by 1").fetchall() == [
            ("Alle",),
            ("Jens' gård",),
            ("X9",),
        ]


def test_the_client_that_people_have_reads_it(published: Path) -> None:
    client = Path(sys.executable).with_name("duckdb")
    query = "select count(*) as n from tal where status = 'skjult'"
    done = subprocess.run(
        [str(client), "-readonly", "-csv", str(published), query], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["n", "1"]
