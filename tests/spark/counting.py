"""Build a test installation with an engine, and compare the tables of two builds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from tests.end_to_end.small_worlds import Installation, query

CUT_OFF = "cut_off"
# Timeout: Spark plans and compiles two hundred queries; nothing is measured by it.
PATIENCE = 1200
Tables = dict[str, list[tuple[Any, ...]]]


def counted_with(
    installation: Installation, *words: str, extra_environment: Mapping[str, str] | None = None
) -> None:
    """Run the command; assert that it succeeds without unexpected output."""
    run = installation.start(*words, env=installation.environment | dict(extra_environment or {}))
    _, said = run.communicate(timeout=PATIENCE)
    assert (run.returncode, said) == (0, "")


def tables(installation: Installation) -> Tables:
    """Every table of the warehouse with its rows in order."""
    names = query(installation.settings.warehouse, "select table_name from duckdb_tables()")
    return {
        name: query(installation.settings.warehouse, f"select * from {name} order by all")  # noqa: S608 - names of our own
        for (name,) in names
    }


def columns(installation: Installation, table: str) -> list[str]:
    """The names of a table's columns, in order."""
    return [row[0] for row in query(installation.settings.warehouse, f"describe {table}")]


def parquet(folder: Path, names: list[str]) -> list[tuple[Any, ...]]:
    """The columns and ordered rows of a table in Spark's Parquet files."""
    wanted = ", ".join(f'"{name}"' for name in names)
    return duckdb.sql(f"select {wanted} from read_parquet('{folder}/*.parquet') order by all").fetchall()  # noqa: S608 - names of our own


def differences(ours: Tables, theirs: Tables) -> list[tuple[str, Any, Any]]:
    """Differences between tables of the same name: counts and text compared exactly, ratios to nine decimals."""
    found: list[tuple[str, Any, Any]] = []
    for name in ours.keys() & theirs.keys():
        if len(ours[name]) != len(theirs[name]):
            found.append((name, len(ours[name]), len(theirs[name])))
        for one, other in zip(ours[name], theirs[name], strict=False):
            found += [(name, a, b) for a, b in zip(one, other, strict=True) if not _same(a, b)]
    return found


def _same(one: Any, other: Any) -> bool:
    whole = (isinstance(each, float) and not each.is_integer() for each in (one, other))
    if isinstance(one, float) and isinstance(other, float) and any(whole):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)
