"""Lineage of figures: the drops and the definition behind each, read from dbt's manifest.

An indicator model names the models that it needs and for which days (macro `covered_periods`). A drop belongs to a
period when it has rows there for such a day, or for a month or year within the period.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.settings import Settings
from pipelines.transform.indicator_definitions import indicator_ids
from pipelines.transform.parsed_project import manifest
from schemas.place import place

Node = Mapping[str, Any]

_EMPTY = "select '' as indicator_id, '' as period, '' as receipt_id where false"


def lineage_query(settings: Settings) -> str:
    """Return the query for the table `lineage`: one row for each indicator, computed period and drop.

    Columns: indicator_id, period, receipt_id."""
    return " union ".join([_EMPTY, *_queries(_manifest(settings)["nodes"])])


def read_after_protection(settings: Settings) -> set[str]:
    """Return the models and seeds that disclosure control, the marts or their tests read: small, without persons."""
    nodes = _manifest(settings)["nodes"]
    last = {name for name, node in nodes.items() if node["fqn"][1] == "marts"}
    read = {parent for name in last for parent in nodes[name]["depends_on"]["nodes"] if parent in nodes}
    return {nodes[name]["name"] for name in read - last} | {"cells", "counts"}


def definition_digests(settings: Settings) -> dict[str, str]:
    """Return a digest for each indicator: of its model, every model and seed upstream of it, and their macros."""
    known = _manifest(settings)
    nodes, macros = known["nodes"], known["macros"]
    return {name: _digest(nodes, macros, f"model.medvind.{name}") for name in indicator_ids()}


def _manifest(settings: Settings) -> dict[str, dict[str, Node]]:
    return _read(manifest(settings))


# Its name has the digest of what it was made of.
@lru_cache(maxsize=1)
def _read(path: Path) -> dict[str, dict[str, Node]]:
    known: dict[str, dict[str, Node]] = json.loads(path.read_text(encoding="utf-8"))
    return known


def _queries(nodes: Mapping[str, Node]) -> Iterator[str]:
    for name in indicator_ids():
        meta = nodes[f"model.medvind.{name}"]["config"]["meta"]
        for model, day, *_ in meta["needs"]:
            yield _query(name, meta["period_type"], model, day)


def _query(indicator: str, period_type: str, model: str, day: str) -> str:
    """Return a query for the drops with rows in `model` for `day`.

    For a feed of months or years, also those with rows within the period.
    """
    within = (
        "or (rows.covers_to > rows.covers_from"
        " and rows.covers_from >= period_start and rows.covers_to <= period_end)"
        if model.startswith("stg_")
        else ""
    )
    # Every part of this text comes from the project's models, none from a drop.
    return f"""
        select '{indicator}' as indicator_id, periods.period, rows.receipt_id
        from int_periods as periods
        inner join (select distinct receipt_id, covers_from, covers_to from {model}) as rows
            on {day} between rows.covers_from and rows.covers_to {within}
        where periods.period_type = '{period_type}'
            and periods.period in (select period from {indicator})
    """  # noqa: S608 - names of our own


def _digest(nodes: Mapping[str, Node], macros: Mapping[str, Node], start: str) -> str:
    found, waiting = set[str](), [start]
    while waiting:
        if (name := waiting.pop()) not in found and (node := nodes.get(name) or macros.get(name)):
            found.add(name)
            made_of = node["depends_on"]
            waiting += [*made_of.get("nodes", []), *_ours(made_of["macros"])]
    parts = (f"{name} {_content(nodes.get(name) or macros[name])}" for name in sorted(found))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _ours(macros: list[str]) -> list[str]:
    return [name for name in macros if name.startswith("macro.medvind.")]


def _content(node: Node) -> str:
    """Return the text of a model or macro, or the checksum of a seed other than that of the definitions."""
    if node["resource_type"] == "seed":
        return "" if node["name"] == "definitions" else str(node["checksum"]["checksum"])
    text = str(node.get("raw_code") or node["macro_sql"])
    # A limit of the place is part of what its reader counts; its names are not.
    return text + "".join(f" {name}={value}" for name, value in _limits().items() if f"var('{name}')" in text)


def _limits() -> dict[str, int]:
    return {name: value for name, value in place().variables.items() if isinstance(value, int)}
