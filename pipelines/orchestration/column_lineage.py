"""Column lineage of dbt's models for Dagster: the columns that each column of a model is computed from.

Parsing the SQL takes seconds, so the result is cached in the data folder for each state of the definitions.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

import dagster as dg
import duckdb
from sqlglot.errors import SqlglotError

from pipelines.atomic_io import write_json
from pipelines.orchestration.dbt_graph import DbtGraph
from pipelines.orchestration.sql_lineage import normalized, source_columns
from pipelines.settings import Settings
from pipelines.transform.build_state import definitions_hash

Node = Mapping[str, Any]
# By table of the warehouse, the type of each column.
Columns = Mapping[str, Mapping[str, str]]
# By column of a model, the asset keys and names of the columns it is computed from.
Deps = dict[str, list[tuple[list[str], str]]]


def column_lineage(
    settings: Settings, graph: DbtGraph, built: Collection[str]
) -> dict[str, dg.TableColumnLineage]:
    """Column lineage by name of the models among `built`, which must be in the warehouse."""
    cache, state = settings.dbt / "columns.json", definitions_hash()
    cached = json.loads(cache.read_text(encoding="utf-8")) if cache.exists() else {}
    known: dict[str, Deps] = cached["models"] if cached.get("state") == state else {}
    if new := set(built) - known.keys():
        known |= _lineage_of(settings, graph, new)
        write_json(cache, {"state": state, "models": known})
    return {name: _as_metadata(known[name]) for name in built if name in known}


def _as_metadata(deps: Deps) -> dg.TableColumnLineage:
    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(dg.AssetKey(key), name) for key, name in sources]
            for column, sources in deps.items()
        }
    )


def _lineage_of(settings: Settings, graph: DbtGraph, names: Collection[str]) -> dict[str, Deps]:
    columns = _warehouse_columns(settings)
    nodes = [node for node in graph.manifest["nodes"].values() if node["name"] in names]
    models = [node for node in nodes if node["resource_type"] == "model"]
    return {node["name"]: _deps(node, columns, graph, settings) for node in models}


def _warehouse_columns(settings: Settings) -> dict[str, dict[str, str]]:
    query = "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'main'"
    found: dict[str, dict[str, str]] = {}
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        for table, column, data_type in warehouse.execute(query).fetchall():
            found.setdefault(table, {})[column] = data_type
    return found


def _deps(node: Node, columns: Columns, graph: DbtGraph, settings: Settings) -> Deps:
    own = columns.get(node["name"], {})
    parents = [_node(graph, parent) for parent in node["depends_on"]["nodes"]]
    feeds = [parent for parent in parents if parent.get("source_name") == "feeds"]
    if feeds:
        # A staging model has its feed's columns unchanged.
        key = _key(graph, feeds[0])
        return {column: [(key, column)] for column in own}
    if node["language"] != "sql":
        return {}
    tables = {one["relation_name"]: columns.get(one["name"], {}) for one in [*parents, node]}
    dialect = graph.manifest["metadata"]["adapter_type"]
    try:
        found = source_columns(_compiled(node, settings), tables, dialect)
    except SqlglotError:
        # Models that read Parquet files (receipts, the calendar) have no columns to follow.
        return {}
    keys = {normalized(one["relation_name"], dialect): _key(graph, one) for one in parents}
    return {
        column: [(keys[table], name) for table, name in found.get(column, ()) if table in keys]
        for column in own
    }


def _compiled(node: Node, settings: Settings) -> str:
    folder = settings.dbt_target / "compiled" / str(node["package_name"])
    return (folder / str(node["original_file_path"])).read_text(encoding="utf-8")


def _key(graph: DbtGraph, node: Node) -> list[str]:
    return list(graph.translator.get_asset_key(node).path)


def _node(graph: DbtGraph, unique_id: str) -> Node:
    found: Node = graph.manifest["sources"].get(unique_id) or graph.manifest["nodes"][unique_id]
    return found
