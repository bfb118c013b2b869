"""Descriptions in Dagster of dbt's nodes: what an indicator is, and what a test asserts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.orchestration.page_links import markdown_link
from pipelines.settings import Settings
from pipelines.transform.indicator_definitions import definitions


def indicator_description(settings: Settings, model: str) -> str:
    """An indicator's Danish definition with a link to its page; empty for other models."""
    row = _definitions().get(model)
    if row is None:
        return ""
    figure = markdown_link(settings, "See the figure", "/tal", indikator=model)
    return f"{row['description_da']}\n\n- Tæller: {row['numerator_da']}\n- Nævner: {row['denominator_da']}\n\n{figure}"


def check_description(test: Mapping[str, Any]) -> str:
    """What a dbt test asserts: its own description, else a sentence from its kind and arguments."""
    metadata = test.get("test_metadata") or {}
    arguments = metadata.get("kwargs", {})
    sentences = {
        "relationships": f"Every `{arguments.get('column_name')}` is known in {arguments.get('to')}.",
        "unique_combination": _grain(arguments.get("columns", ()), arguments.get("filled", ())),
        "one_row_per_key": "There is one row for each key of the feed's contract: the newest drop that has it.",
    }
    own = str(test.get("description") or "").strip()
    return own or " ".join([sentences.get(metadata.get("name", ""), ""), *_codes(arguments)])


@cache
def _definitions() -> dict[str, dict[str, str]]:
    return {row["indicator_id"]: row for row in definitions()}


def _grain(columns: Iterable[object], filled: Sequence[object]) -> str:
    said = f"There is one row for each {_listed(columns)}."
    return f"{said} {_listed(filled)} is never empty." if filled else said


def _codes(arguments: Mapping[str, Any]) -> Iterator[str]:
    for column, code_list in arguments.get("codes", {}).items():
        yield f"Every `{column}` is known in {code_list}."
    for column, values in arguments.get("among", {}).items():
        yield f"`{column}` is one of: {_listed(values)}."


def _listed(names: Iterable[object]) -> str:
    return ", ".join(f"`{name}`" for name in names)
