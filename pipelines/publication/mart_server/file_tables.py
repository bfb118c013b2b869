"""The tables and views of the published file, as they are made on the server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import duckdb

_ROWS = 5_000
_COLUMNS = """
    select table_name, column_name, data_type, comment from duckdb_columns()
    where schema_name = 'main' and not internal order by table_name, column_index
"""
_COMMENTS = """
    select table_name, comment from duckdb_tables() where schema_name = 'main'
    union all
    select view_name, comment from duckdb_views() where schema_name = 'main' and not internal
"""
_TYPES = {
    "VARCHAR": "text",
    "DOUBLE": "double precision",
    "FLOAT": "real",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "HUGEINT": "numeric(39)",
    "UTINYINT": "smallint",
    "USMALLINT": "integer",
    "UINTEGER": "bigint",
    "UBIGINT": "numeric(20)",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP_S": "timestamp",
    "TIMESTAMP_MS": "timestamp",
    "TIMESTAMP_NS": "timestamp",
    # A column that has never held a value.
    '"NULL"': "text",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


@dataclass(frozen=True)
class ServerColumn:
    """One column: its name, PostgreSQL's type and its comment."""

    name: str
    kind: str
    comment: str | None


@dataclass(frozen=True)
class ServerTable:
    """One table or view of the file: its name, its comment and its columns in order."""

    name: str
    comment: str | None
    columns: list[ServerColumn] = field(default_factory=list)


def file_tables(file: duckdb.DuckDBPyConnection) -> list[ServerTable]:
    """Return the tables and views of a published file, by name. Raises ValueError for a type without a counterpart."""
    tables = {name: ServerTable(name, comment) for name, comment in file.execute(_COMMENTS).fetchall()}
    for table, column, kind, comment in file.execute(_COLUMNS).fetchall():
        tables[table].columns.append(ServerColumn(column, server_type(kind), comment))
    return [tables[name] for name in sorted(tables)]


def server_type(kind: str) -> str:
    """Return PostgreSQL's name of a DuckDB type. Raises ValueError where there is none."""
    if kind.endswith("[]"):
        return f"{server_type(kind.removesuffix('[]'))}[]"
    if decimal := _DECIMAL.fullmatch(kind):
        return f"numeric({decimal[1]}, {decimal[2]})"
    if kind not in _TYPES:
        raise ValueError(f"PostgreSQL has no type for {kind}")
    return _TYPES[kind]


def rows_of(file: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table in the file's order."""
    found = file.execute(f"select * from main.{table}")  # noqa: S608 - a name of the file
    while some := found.fetchmany(_ROWS):
        yield from some
