"""What Dagster's pages say of dbt's nodes: what a test promises, and what an indicator is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.orchestration.links import link
from pipelines.settings import Settings
from pipelines.transform.definitions import definitions

_DEFINED = {row["indicator_id"]: row for row in definitions()}


def definition(settings: Settings, model: str) -> str:
    """An indicator as the secretariat reads it, with a link to its figure; nothing for any other model."""
    row = _DEFINED.get(model)
    if row is None:
        return ""
    figure = link(settings, "See the figure", "/tal", indikator=model)
    return f"{row['description_da']}\n\n- Tæller: {row['numerator_da']}\n- Nævner: {row['denominator_da']}\n\n{figure}"


def promise(test: Mapping[str, Any]) -> str:
    """What a dbt test asks: its own description, else a sentence from its kind and arguments."""
    asked = test.get("test_metadata") or {}
    told = asked.get("kwargs", {})
    column = f"`{told.get('column_name')}`"
    sentences = {
        "not_null": f"{column} is never empty.",
        "unique": f"No value of {column} is there twice.",
        "accepted_values": f"{column} is one of: {_listed(told.get('values', ()))}.",
        "relationships": f"Every {column} is known in {told.get('to')} as `{told.get('field')}`.",
        "unique_combination": f"There is one row for each {_listed(told.get('columns', ()))}.",
        "one_row_per_key": "There is one row for each key of the feed's contract: the newest drop that has it.",
    }
    return str(test.get("description") or "").strip() or sentences.get(asked.get("name", ""), "")


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)
