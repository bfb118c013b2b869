from __future__ import annotations

import hashlib
import json
import subprocess
import sysconfig
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.publication.gate import GateFailed
from pipelines.publication.publish import AuditFailed, Basis, publish
from pipelines.settings import Settings
from tests.publication import example_marts

BASIS = Basis({"drops": ["r1", "r2"]}, {"absence_over_10": "abc"}, ("absence_rate 2025/26",))


def break_an_expectation(settings: Settings) -> None:
    leak = example_marts.cells(
        example_marts.cell(),
        example_marts.rate(),
        example_marts.cell(area="A", numerator=3.0, value=example_marts.SECRET),
    )
    example_marts.write_warehouse(settings.warehouse, example_marts.tables() | {"indicators": leak})


def test_readers_find_the_marts_with_their_comments_and_nothing_else(settings: Settings) -> None:
    publish(settings, BASIS)
    with duckdb.connect(str(settings.published), read_only=True) as reader:
        tables = reader.execute("select table_name, comment from duckdb_tables() order by 1").fetchall()
        views = reader.execute("select view_name, comment from duckdb_views() where not internal").fetchall()
        columns = reader.execute(
            "select column_name, comment from duckdb_columns() where not internal and table_name <> 'tal'"
        ).fetchall()
        rows = reader.table("indicators").pl()
    assert tables == [(name, f"Tabellen {name}: sådan læses den") for name in sorted(example_marts.tables())]
    assert [(name, bool(comment)) for name, comment in views] == [("tal", True)]
    assert all(comment == f"Lokalets {column}" for column, comment in columns)
    assert rows.sort(rows.columns).equals(example_marts.tables()["indicators"].sort(rows.columns))


def test_a_publication_that_discloses_a_hidden_number_is_refused(guarded: Settings) -> None:
    with pytest.raises(GateFailed, match="absence_over_10 2025/26"):
        publish(guarded, BASIS)
    assert not guarded.published.exists()
    assert list(guarded.marts.glob("publications/[!.]*")) == []


def test_a_client_of_the_1_series_opens_the_file(settings: Settings) -> None:
    publish(settings, BASIS)
    client = Path(sysconfig.get_path("scripts")) / "duckdb"
    version = subprocess.run([client, "--version"], capture_output=True, text=True, check=True).stdout
    query = "select count(*), count(value) from main.indicators"
    asked = [client, "-readonly", "-csv", "-noheader", settings.published, query]
    assert version.startswith("v1.")
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip() == "4,3"


def test_the_metadata_holds_the_basis(settings: Settings) -> None:
    publication = publish(settings, BASIS)
    metadata = json.loads((publication.folder / "publication.json").read_text("utf-8"))
    assert metadata["id"] == publication.id == publication.folder.name
    assert metadata["basis"] == BASIS.state
    assert metadata["definitions"] == BASIS.definitions
    assert metadata["waiting"] == ["absence_rate 2025/26"]
    assert (
        metadata["rows"] == publication.rows == {name: t.height for name, t in example_marts.tables().items()}
    )
    for name, digest in metadata["sha256"].items():
        file = publication.folder / "parquet" / f"{name}.parquet"
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest


@pytest.mark.usefixtures("without_audit")
def test_the_same_facts_in_another_order_give_the_same_bytes(settings: Settings) -> None:
    first = publish(settings, BASIS)
    shuffled = {name: frame.reverse() for name, frame in example_marts.tables().items()}
    example_marts.write_warehouse(settings.warehouse, shuffled)
    second = publish(settings, BASIS)
    for file in (first.folder / "parquet").iterdir():
        assert file.read_bytes() == (second.folder / "parquet" / file.name).read_bytes()


def test_a_failed_audit_leaves_the_current_publication_and_says_why(settings: Settings) -> None:
    publication = publish(settings, BASIS)
    before = settings.published.read_bytes()
    break_an_expectation(settings)
    with pytest.raises(AuditFailed, match="færre end 5 personer") as caught:
        publish(settings, BASIS)
    assert settings.published.read_bytes() == before
    assert (settings.marts / "parquet").resolve() == publication.folder / "parquet"
    assert [path.name for path in settings.publications.iterdir()] == [publication.id]
    assert not caught.value.audit.success


def test_the_results_of_the_newest_failed_audit_are_written_without_values(settings: Settings) -> None:
    break_an_expectation(settings)
    for _ in range(2):
        with pytest.raises(AuditFailed):
            publish(settings, BASIS)
    page = (settings.marts / "rejected" / "data_docs" / "index.html").read_text("utf-8")
    results = (settings.marts / "rejected" / "validation.json").read_text("utf-8")
    assert "holdt tilbage" in page
    assert str(example_marts.SECRET) not in page + results
    assert not settings.published.exists()
    assert list(settings.publications.iterdir()) == []


def test_a_publication_is_compared_with_the_one_readers_have(settings: Settings) -> None:
    publish(settings, BASIS)
    fewer = example_marts.tables()
    fewer["indicators"] = fewer["indicators"].filter(pl.col("gender") == "total")
    example_marts.write_warehouse(settings.warehouse, fewer)
    with pytest.raises(AuditFailed, match="80 pct"):
        publish(settings, BASIS)
