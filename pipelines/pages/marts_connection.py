"""Open the published database for queries: read-only, without access to files, network or settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    # Not where it runs: the subprocess of each query imports this module.
    from pipelines.settings import Settings

LOCKED = {"enable_external_access": "false", "lock_configuration": "true"}

_COMMENTS = """
    select table_name, null as column_name, comment, -1 as place from duckdb_tables() where schema_name = 'main'
    union all
    select view_name, null, comment, -1 from duckdb_views() where schema_name = 'main' and not internal
    union all
    select table_name, column_name, comment, column_index from duckdb_columns()
    where schema_name = 'main' and not internal
    order by table_name, place
"""


def connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open the current publication."""
    return open_marts(settings.published)


def open_marts(path: Path, most_bytes: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open a published file. A query that takes more memory than `most_bytes` fails and never spills to disk."""
    bounds = {"memory_limit": f"{most_bytes}B", "temp_directory": ""} if most_bytes else {}
    return duckdb.connect(str(path), read_only=True, config={**LOCKED, **bounds})


def columns(settings: Settings) -> dict[str, dict[str | None, str]]:
    """Return the Danish comments of every published table and view by column; the table's own by None."""
    with connect(settings) as marts:
        found = marts.execute(_COMMENTS).fetchall()
    tables: dict[str, dict[str | None, str]] = {}
    for table, column, comment, _ in found:
        tables.setdefault(table, {})[column] = comment or ""
    return tables
