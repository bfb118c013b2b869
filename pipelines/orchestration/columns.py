"""What each column of dbt's models is, and which columns it comes from: for Dagster's pages.

Following columns through SQL takes seconds, so it is done once for each state of the definitions.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

# The library does this for runs of the dbt command alone; dagster-dbt is pinned to one version.
from dagster_dbt.core.dbt_cli_event import EventHistoryMetadata, _build_column_lineage_metadata
from dagster_dbt.dagster_dbt_translator import DagsterDbtTranslator
from sqlglot.errors import SqlglotError

from pipelines.settings import Settings
from pipelines.transform.build_state import definitions_hash

Node = Mapping[str, Any]
Columns = Mapping[str, Mapping[str, Any]]
Deps = dict[str, list[tuple[list[str], str]]]


def column_lineage(
    settings: Settings,
    manifest: Mapping[str, Any],
    translator: DagsterDbtTranslator,
    built: Collection[str],
) -> dict[str, dg.TableColumnLineage]:
    """By model, of those `built` just now, the columns that each of its columns is made of."""
    cache, state = settings.dbt / "columns.json", definitions_hash()
    kept = json.loads(cache.read_text(encoding="utf-8")) if cache.exists() else {}
    known: dict[str, Deps] = kept["models"] if kept.get("state") == state else {}
    if new := set(built) - known.keys():
        known |= _follow(settings, manifest, translator, new)
        cache.write_text(json.dumps({"state": state, "models": known}), encoding="utf-8")
    return {name: _lineage(known[name]) for name in built if name in known}


def _lineage(deps: Deps) -> dg.TableColumnLineage:
    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(dg.AssetKey(key), name) for key, name in sources]
            for column, sources in deps.items()
        }
    )


def _follow(
    settings: Settings, manifest: Mapping[str, Any], translator: DagsterDbtTranslator, names: Collection[str]
) -> dict[str, Deps]:
    columns, target = _columns(settings), settings.dbt_target
    nodes = [node for node in manifest["nodes"].values() if node["name"] in names]
    models = [node for node in nodes if node["resource_type"] == "model"]
    return {node["name"]: _of(node, columns, manifest, translator, target) for node in models}


def _columns(settings: Settings) -> dict[str, dict[str, Any]]:
    query = "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'main'"
    found: dict[str, dict[str, Any]] = {}
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        for table, column, kind in warehouse.execute(query).fetchall():
            found.setdefault(table, {})[column] = {"data_type": kind}
    return found


def _of(
    node: Node, columns: Columns, manifest: Mapping[str, Any], translator: DagsterDbtTranslator, target: Path
) -> Deps:
    sources = [manifest["sources"].get(parent) for parent in node["depends_on"]["nodes"]]
    feeds = [source for source in sources if source and source["source_name"] == "feeds"]
    if feeds:
        # A staging model takes its feed's columns as they are.
        key = list(translator.get_asset_key(feeds[0]).path)
        return {column: [(key, column)] for column in columns.get(node["name"], {})}
    history = EventHistoryMetadata(columns.get(node["name"], {}), _parents(node, columns, manifest))  # type: ignore[arg-type]  # more than is said
    try:
        found = _build_column_lineage_metadata(history, dict(node), manifest, translator, target, None)
    except SqlglotError:
        # It reads files of the house's own (the receipts, the calendar), which have no columns to follow.
        return {}
    lineage = found["dagster/column_lineage"].deps_by_column
    return {
        column: [(list(d.asset_key.path), d.column_name) for d in deps] for column, deps in lineage.items()
    }


def _parents(node: Node, columns: Columns, manifest: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    everything = {**manifest["nodes"], **manifest["sources"]}
    parents = [everything[parent] for parent in node["depends_on"]["nodes"]]
    return {parent["relation_name"]: columns.get(parent["name"], {}) for parent in parents}
