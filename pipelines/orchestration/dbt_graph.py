"""dbt's manifest as Dagster needs it: the nodes, their order, and the translator that names them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any, Self

from pipelines.orchestration.dbt_translator import Translator
from pipelines.settings import Settings
from pipelines.transform.parsed_project import manifest


@dataclass(frozen=True)
class DbtGraph:
    """The manifest (JSON) and the translator for it."""

    manifest: Mapping[str, Any]
    translator: Translator

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Read the manifest of the definitions as they are; dbt parses them where there is none yet."""
        content = json.loads(manifest(settings).read_text(encoding="utf-8"))
        return cls(content, Translator(settings))

    @cached_property
    def read_by_marts(self) -> set[str]:
        """Names of the models that the marts read. Dagster skips a step if one of these has no output."""
        nodes = self.manifest["nodes"]
        marts = [
            node for node in nodes.values() if node["resource_type"] == "model" and "marts" in node["fqn"]
        ]
        parents = {parent for node in marts for parent in node["depends_on"]["nodes"]}
        read = {nodes[parent]["name"] for parent in parents if not parent.startswith("source.")}
        return read - {node["name"] for node in marts}

    @property
    def models(self) -> list[str]:
        """Names of all models and seeds: the nodes that are assets."""
        return [
            node["name"]
            for node in self.manifest["nodes"].values()
            if node["resource_type"] in ("model", "seed")
        ]

    @property
    def tests(self) -> list[str]:
        """Ids of all tests of data."""
        return [name for name, node in self.manifest["nodes"].items() if node["resource_type"] == "test"]

    @cached_property
    def order(self) -> list[str]:
        """Names of all nodes, parents first: the order in which Dagster expects their outputs."""
        nodes = self.manifest["nodes"]
        parents = {node_id: node["depends_on"].get("nodes", []) for node_id, node in nodes.items()}
        sorted_ids = TopologicalSorter(parents).static_order()
        return [nodes[node_id]["name"] for node_id in sorted_ids if node_id in nodes]
