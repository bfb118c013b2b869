"""How dbt's nodes appear in Dagster: key, group, owner, description and checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings

from pipelines.orchestration.asset_groups import ascii_name, group, stage_group
from pipelines.orchestration.asset_keys import DROPS, PROTECTED, feed_key
from pipelines.orchestration.dbt_descriptions import check_description, indicator_description
from pipelines.settings import Settings
from pipelines.transform.indicator_definitions import definitions


class Translator(DagsterDbtTranslator):
    """Gives dbt's nodes the keys, groups and descriptions that the other assets refer to."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            DagsterDbtTranslatorSettings(enable_asset_checks=True, enable_duplicate_source_asset_keys=True)
        )
        self._data_folder = settings
        self._owners = {row["indicator_id"]: row["owner"] for row in definitions()}

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Use the feed's asset for a feed, and the name for a model."""
        name = str(dbt_resource_props["name"])
        if dbt_resource_props["resource_type"] != "source":
            return dg.AssetKey(name)
        sources = {"feeds": feed_key(name), "publication": PROTECTED, "intake": DROPS}
        return sources[dbt_resource_props["source_name"]]

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """Group an indicator by its stage of a child's path, and other models by their folder."""
        is_seed = dbt_resource_props["resource_type"] == "seed"
        folder = "seeds" if is_seed else dbt_resource_props["fqn"][1]
        return stage_group(dbt_resource_props["name"]) or group(folder)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Name the owner that an indicator's definition states."""
        owner = self._owners.get(dbt_resource_props["name"])
        return [f"team:{ascii_name(owner)}"] if owner else []

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """Join the model's own description and an indicator's definition, without the SQL."""
        text = str(dbt_resource_props.get("description") or "").strip()
        return "\n\n".join(
            filter(None, [text, indicator_description(self._data_folder, dbt_resource_props["name"])])
        )

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Any, unique_id: str, project: Any
    ) -> dg.AssetCheckSpec | None:
        """Describe a test's check. It never blocks: a failing test ends dbt's build by itself, and a test that did
        not run must not stop the steps downstream."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        return spec and dg.AssetCheckSpec(
            spec.name,
            asset=spec.asset_key,
            description=check_description(manifest["nodes"][unique_id]),
            additional_deps=[dep.asset_key for dep in spec.additional_deps],
            metadata=spec.metadata,
        )
