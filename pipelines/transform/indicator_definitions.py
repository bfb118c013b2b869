"""The definitions of the indicators, as the seed states them."""

from __future__ import annotations

import csv

from pipelines.settings import PROJECT_ROOT
from schemas.place import place

SEED = PROJECT_ROOT / "dbt_project" / "seeds" / "definitions.csv"


def definitions() -> list[dict[str, str]]:
    """Every version of every definition, in the order of a child's path: the seed with its placeholders filled."""
    here = place()
    with SEED.open(encoding="utf-8", newline="") as file:
        return [{name: here.fill(text) for name, text in row.items()} for row in csv.DictReader(file)]


def indicator_ids() -> list[str]:
    """Every indicator that has a definition, each once."""
    return list(dict.fromkeys(row["indicator_id"] for row in definitions()))


def stages() -> dict[str, str]:
    """Each indicator's place on a child's path (Danish), in the order of the path."""
    return {row["indicator_id"]: row["stage_da"] for row in definitions()}
