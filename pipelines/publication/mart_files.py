"""Read the marts from the warehouse, and write them as one DuckDB file and one Parquet file each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipelines.publication.flat_view import NEEDS, write_flat_view
from pipelines.publication.mart_tables import PUBLISHED
from pipelines.publication.sql_text import quoted

# DuckDB 2 by default writes files that no 1.x client can open, and most clients are 1.x.
STORAGE_VERSION = "v1.2.0"

_COMMENTS = """
    select table_name, null as column_name, comment from duckdb_tables() where schema_name = 'main'
    union all
    select view_name, null, comment from duckdb_views() where schema_name = 'main'
    union all
    select table_name, column_name, comment from duckdb_columns() where schema_name = 'main'
"""


@dataclass(frozen=True)
class Mart:
    """One table to publish: its rows, sorted, and its comments by column (None: that of the table)."""

    rows: pl.DataFrame
    comments: Mapping[str | None, str]


def read_marts(warehouse: Path) -> dict[str, Mart]:
    """Read those of the published tables that the warehouse has, by name; it is opened for reading only.

    Rows come sorted by all columns, so that the same facts give the same files.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        comments = _comments(connection)
        present = {table.name for table in PUBLISHED} & comments.keys()
        return {name: Mart(_rows(connection, name), comments[name]) for name in sorted(present)}


def _comments(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str | None, str]]:
    """Comments by table and column; a table without comments has an empty dict."""
    found: dict[str, dict[str | None, str]] = {}
    for table, column, comment in connection.execute(_COMMENTS).fetchall():
        found.setdefault(table, {}).update({column: comment} if comment else {})
    return found


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    rows: pl.DataFrame = connection.table(f"main.{name}").pl()
    return rows.sort(rows.columns, nulls_last=True) if rows.width else rows


def write_database(path: Path, marts: Mapping[str, Mart]) -> None:
    """Write the marts, the view `tal` and all comments into a new DuckDB file that clients from 1.2 on can open."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(path))} as snapshot (storage_version '{STORAGE_VERSION}')")
        connection.execute("use snapshot")
        # One transaction: otherwise each table and each comment is written to the disk by itself.
        connection.begin()
        for name, mart in marts.items():
            _write_table(connection, name, mart)
        if set(NEEDS) <= marts.keys():
            write_flat_view(connection)
        connection.commit()
        connection.execute("use memory")
        connection.execute("detach snapshot")


def _write_table(connection: duckdb.DuckDBPyConnection, name: str, mart: Mart) -> None:
    connection.register("mart", mart.rows.to_arrow())
    connection.execute(f"create table main.{name} as from mart")
    connection.unregister("mart")
    for column, comment in mart.comments.items():
        what = f"column main.{name}.{column}" if column else f"table main.{name}"
        connection.execute(f"comment on {what} is {quoted(comment)}")


def write_parquet(folder: Path, marts: Mapping[str, Mart]) -> dict[str, str]:
    """Write `<name>.parquet` for each mart; return the SHA-256 of each file by table name."""
    for name, mart in marts.items():
        mart.rows.write_parquet(folder / f"{name}.parquet", compression="zstd", row_group_size=100_000)
    return {name: _sha256(folder / f"{name}.parquet") for name in marts}


def read_parquet(folder: Path) -> dict[str, pl.DataFrame] | None:
    """Read what `write_parquet` wrote, by table name; None where there are no files."""
    return {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))} or None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
