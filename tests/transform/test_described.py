"""Every column of every dbt model is documented, and only the marts are public models."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.transform.parsed_project import manifest


@pytest.fixture(scope="module")
def models(small_installation: Settings) -> dict[str, Any]:
    """Every model of dbt's manifest by name."""
    nodes = json.loads(manifest(small_installation).read_text(encoding="utf-8"))["nodes"].values()
    return {node["name"]: node for node in nodes if node["resource_type"] == "model"}


def test_every_column_of_every_model_is_described(
    small_installation: Settings, models: dict[str, Any]
) -> None:
    with duckdb.connect(str(small_installation.warehouse), read_only=True) as warehouse:
        columns = warehouse.execute("select table_name, column_name from duckdb_columns()").fetchall()
    described = {
        (name, column["name"])
        for name, model in models.items()
        for column in model["columns"].values()
        if column["description"].strip()
    }
    built = {(table, column) for table, column in columns if table in models}
    assert {table for table, _ in built} == set(models)
    assert (built - described, described - built) == (set(), set())


def test_only_the_marts_are_public(models: dict[str, Any]) -> None:
    access = {(model["fqn"][1], model["access"]) for model in models.values()}
    layers = ("staging", "intermediate", "indicators", "cells", "completeness")
    assert access == {*((layer, "private") for layer in layers), ("marts", "public")}


def test_what_disclosure_control_and_readers_rely_on_is_a_contract(models: dict[str, Any]) -> None:
    """dbt binds no model in Python; test_one_source compares the columns of that one with what it returns."""
    bound = {name for name, model in models.items() if model["config"]["contract"]["enforced"]}
    marts = {name for name, model in models.items() if model["fqn"][1] == "marts"}
    in_python = {name for name in marts if models[name]["language"] == "python"}
    assert (bound, in_python) == ({"cells"} | marts - in_python, {"judgements"})
