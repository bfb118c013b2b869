"""Dagster's events for the results of a dbt build: outputs with row counts and column lineage, and check results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from pipelines.orchestration.column_lineage import column_lineage
from pipelines.orchestration.dbt_graph import DbtGraph
from pipelines.settings import Settings

Event = dg.AssetMaterialization | dg.Output[Any] | dg.AssetCheckResult


def dagster_events(
    graph: DbtGraph, results: Sequence[Any], settings: Settings, always: set[str]
) -> Iterator[Event]:
    """Yield outputs in the graph's order, then check results. `always` names models that count as up to date even
    where they were not built, so that the steps that read them run."""
    yield from _outputs(graph, results, settings, always)
    yield from _check_results(graph, results)


def _outputs(
    graph: DbtGraph, results: Sequence[Any], settings: Settings, always: set[str]
) -> Iterator[Event]:
    rows = _row_counts(settings)
    built = {result.node.name: result for result in results if result.node.resource_type in ("model", "seed")}
    lineage = column_lineage(settings, graph, built)
    for name in sorted(always | built.keys(), key=graph.order.index):
        metadata: dict[str, Any] = {"unchanged": True}
        if name in built:
            metadata = {"seconds": round(built[name].execution_time, 2)}
        # Tables of persons that Spark has made are not in the warehouse.
        if name in rows:
            metadata["dagster/row_count"] = rows[name]
        if name in lineage:
            metadata["dagster/column_lineage"] = lineage[name]
        yield dg.Output(None, output_name=dg.AssetKey(name).to_python_identifier(), metadata=metadata)


def _check_results(graph: DbtGraph, results: Sequence[Any]) -> Iterator[dg.AssetCheckResult]:
    for result in results:
        key = get_asset_check_key_for_test(graph.manifest, graph.translator, result.node.unique_id, None)
        if key:
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=result.status == "pass",
                metadata={"failures": result.failures or 0},
            )


def _row_counts(settings: Settings) -> dict[str, int]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        query = "select table_name, estimated_size from duckdb_tables()"
        return dict(warehouse.execute(query).fetchall())
