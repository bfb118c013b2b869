"""dbt's models as assets and its tests as their checks, built in this process: up to `cells`, then the marts."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets
from dagster_dbt.asset_utils import get_subset_selection_for_context

from pipelines import pipeline
from pipelines.errors import explained_errors
from pipelines.lock import data_lock
from pipelines.orchestration.dbt_events import Event, dagster_events
from pipelines.orchestration.dbt_graph import DbtGraph
from pipelines.publication.mart_tables import PUBLISHED
from pipelines.settings import Settings
from pipelines.spark.build_session import spark_session
from pipelines.spark.warehouse_copy import copy_to_warehouse
from pipelines.transform.dbt_runner import MARTS, for_marts, run_dbt
from pipelines.transform.source_tables import write_source_tables

# A run with this tag builds every model, whatever has changed.
EVERYTHING = "medvind/everything"


def build_dbt_assets(graph: DbtGraph) -> tuple[dg.AssetsDefinition, dg.AssetsDefinition]:
    """Make the assets of the models up to `cells`, and those of the marts."""
    return _cells(graph), _marts(graph)


def _cells(graph: DbtGraph) -> dg.AssetsDefinition:
    # Disclosure control reads the two tables.
    needed = graph.read_by_marts | {"cells", "counts"}

    @dbt_assets(manifest=graph.manifest, exclude=MARTS, dagster_dbt_translator=graph.translator, name="cells")
    def cells(context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]) -> Iterator[Event]:
        """Build what is downstream of the feeds that changed, or the models selected by hand."""
        with explained_errors(settings, "build"), data_lock(settings):
            if context.is_subset:
                yield from dagster_events(graph, _build_selected(context, settings, graph), settings, set())
            else:
                _, results = pipeline.build(settings, EVERYTHING in context.run.tags)
                yield from dagster_events(graph, results, settings, needed)

    return cells


def _marts(graph: DbtGraph) -> dg.AssetsDefinition:
    published = {table.name for table in PUBLISHED}

    @dbt_assets(manifest=graph.manifest, select=MARTS, dagster_dbt_translator=graph.translator, name="marts")
    def marts(context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]) -> Iterator[Event]:
        """Build the marts from the protected cells, or the marts selected by hand."""
        with explained_errors(settings, "marts"), data_lock(settings):
            in_duckdb = for_marts(settings)
            if context.is_subset:
                results = _build_selected(context, in_duckdb, graph)
                yield from dagster_events(graph, results, in_duckdb, set())
            else:
                results = pipeline.build_marts(in_duckdb, EVERYTHING in context.run.tags)
                yield from dagster_events(graph, results, in_duckdb, published)

    return marts


def _build_selected(context: dg.AssetExecutionContext, settings: Settings, graph: DbtGraph) -> list[Any]:
    selection, indirect = get_subset_selection_for_context(
        context, graph.manifest, None, None, None, graph.translator, None
    )
    write_source_tables(settings)
    with spark_session(settings):
        options = ["--indirect-selection", indirect] if indirect else []
        results = run_dbt(settings, "build", *selection, *options)
        if settings.engine == "spark":
            copy_to_warehouse(settings)
    return results
