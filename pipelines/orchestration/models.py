"""dbt's models as assets, its tests as their checks, built in this process: up to `cells`, then the marts."""

import json
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test, get_subset_selection_for_context

from pipelines import pipeline
from pipelines.errors import in_our_words
from pipelines.orchestration.columns import column_lineage
from pipelines.orchestration.feeds import DROPS, feed_key
from pipelines.orchestration.groups import group, in_letters, stretch_of
from pipelines.orchestration.sentences import definition, promise
from pipelines.publication.mart_tables import PUBLISHED
from pipelines.settings import Settings
from pipelines.spark.build_session import at_work
from pipelines.spark.warehouse_copy import bring_home
from pipelines.transform.dbt_runner import MARTS, for_marts, manifest, run_dbt
from pipelines.transform.indicator_definitions import definitions

PROTECTED = dg.AssetKey("protected_cells")
# A run with this tag builds every model, whatever has changed.
EVERYTHING = "medvind/everything"
Event = dg.AssetMaterialization | dg.Output[Any] | dg.AssetCheckResult


class Translator(DagsterDbtTranslator):
    """Names dbt's nodes as the rest of the house does."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """A feed is the feed's asset; a model is its name."""
        name = str(dbt_resource_props["name"])
        if dbt_resource_props["resource_type"] != "source":
            return dg.AssetKey(name)
        sources = {"feeds": feed_key(name), "publication": PROTECTED, "intake": DROPS}
        return sources[dbt_resource_props["source_name"]]

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """An indicator's stage of a child's path; of other models the folder."""
        is_seed = dbt_resource_props["resource_type"] == "seed"
        return stretch_of(dbt_resource_props["name"]) or group(
            "seeds" if is_seed else dbt_resource_props["fqn"][1]
        )

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Who answers for an indicator, as its definition says."""
        owner = _OWNERS.get(dbt_resource_props["name"])
        return [f"team:{in_letters(owner)}"] if owner else []

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The model's own description, and of an indicator the definition; its SQL is in the repository."""
        text = str(dbt_resource_props.get("description") or "").strip()
        return "\n\n".join(filter(None, [text, definition(dbt_resource_props["name"])]))

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Any, unique_id: str, project: Any
    ) -> Any:
        """The check of a test, with what it promises. A test that fails ends the build by itself; that one was not
        asked again stops nothing."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        return spec and spec._replace(description=promise(manifest["nodes"][unique_id]), blocking=False)


_OWNERS = {row["indicator_id"]: row["owner"] for row in definitions()}

_MANIFEST = json.loads(manifest(Settings.from_environment()).read_text(encoding="utf-8"))
_TRANSLATOR = Translator(
    settings=DagsterDbtTranslatorSettings(enable_asset_checks=True, enable_duplicate_source_asset_keys=True)
)


def _read_by_marts() -> set[str]:
    """What the second half reads of the first: Dagster skips a step when one of these has no output."""
    nodes = _MANIFEST["nodes"].values()
    marts = [node for node in nodes if node["resource_type"] == "model" and "marts" in node["fqn"]]
    read = {
        parent for node in marts for parent in node["depends_on"]["nodes"] if not parent.startswith("source.")
    }
    return {_MANIFEST["nodes"][parent]["name"] for parent in read} - {node["name"] for node in marts}


def _from_first_to_last() -> list[str]:
    """Every node by name, none before what it is made of: the order in which Dagster wants to hear of them."""
    nodes = _MANIFEST["nodes"]
    made_of = {node_id: node["depends_on"].get("nodes", []) for node_id, node in nodes.items()}
    return [
        nodes[node_id]["name"] for node_id in TopologicalSorter(made_of).static_order() if node_id in nodes
    ]


# The publication reads these, and disclosure control the two.
_MARTS = {table.name for table in PUBLISHED}
_NEEDED = _read_by_marts() | {"cells", "counts"}
_ORDER = _from_first_to_last()


@dbt_assets(manifest=_MANIFEST, exclude=MARTS, dagster_dbt_translator=_TRANSLATOR, name="cells")
def cells(context: dg.AssetExecutionContext) -> Iterator[Event]:
    """Build what is downstream of the feeds that changed, or just what was picked by hand."""
    settings = Settings.from_environment()
    with in_our_words(settings, "build"), pipeline.alone(settings):
        everything = EVERYTHING in context.run.tags
        results = _picked(context, settings) if context.is_subset else pipeline.build(settings, everything)[1]
        yield from _events(results, settings, always=set() if context.is_subset else _NEEDED)


@dbt_assets(manifest=_MANIFEST, select=MARTS, dagster_dbt_translator=_TRANSLATOR, name="marts")
def marts(context: dg.AssetExecutionContext) -> Iterator[Event]:
    """Build the marts from the protected cells, or just what was picked by hand."""
    settings = Settings.from_environment()
    with in_our_words(settings, "marts"), pipeline.alone(settings):
        home, everything = for_marts(settings), EVERYTHING in context.run.tags
        results = _picked(context, home) if context.is_subset else pipeline.build_marts(home, everything)
        yield from _events(results, home, always=set() if context.is_subset else _MARTS)


def _picked(context: dg.AssetExecutionContext, settings: Settings) -> list[Any]:
    words, indirect = get_subset_selection_for_context(
        context, _MANIFEST, None, None, None, _TRANSLATOR, None
    )
    pipeline.refresh_contracts(settings)
    with at_work(settings):
        results = run_dbt(
            settings, "build", *words, *(["--indirect-selection", indirect] if indirect else [])
        )
        if settings.engine == "spark":
            bring_home(settings)
    return results


def _events(results: list[Any], settings: Settings, always: set[str]) -> Iterator[Event]:
    """Dagster's events for dbt's results. `always` names models that count as up to date even when unchanged,
    so that the steps after them run."""
    counts = _row_counts(settings)
    built = {result.node.name: result for result in results if result.node.resource_type in ("model", "seed")}
    lineage = column_lineage(settings, _MANIFEST, _TRANSLATOR, built)
    for name in sorted(always | built.keys(), key=_ORDER.index):
        news = {"seconds": round(built[name].execution_time, 2)} if name in built else {"unchanged": True}
        columns = {"dagster/column_lineage": lineage[name]} if name in lineage else {}
        # Tables of persons that Spark has made are not in the warehouse.
        rows = {"dagster/row_count": counts[name]} if name in counts else {}
        yield _output(name, {**rows, **news, **columns})
    for result in results:
        key = get_asset_check_key_for_test(_MANIFEST, _TRANSLATOR, result.node.unique_id, None)
        if key:
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=result.status == "pass",
                metadata={"failures": result.failures or 0},
            )


def _output(name: str, metadata: dict[str, Any]) -> dg.Output[Any]:
    return dg.Output(None, output_name=dg.AssetKey(name).to_python_identifier(), metadata=metadata)


def _row_counts(settings: Settings) -> dict[str, int]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        query = "select table_name, estimated_size from duckdb_tables()"
        return dict(warehouse.execute(query).fetchall())
