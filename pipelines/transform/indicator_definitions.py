"""The definitions of the indicators, read from the seed."""

from __future__ import annotations

import csv

import polars as pl

from pipelines.settings import INDICATOR_SEED
from schemas.place import place


def definitions() -> list[dict[str, str]]:
    """Return every version of every definition, placeholders filled, in the order of a child's path."""
    here = place()
    with INDICATOR_SEED.open(encoding="utf-8", newline="") as file:
        return [{name: here.fill(text) for name, text in row.items()} for row in csv.DictReader(file)]


def indicator_ids() -> list[str]:
    """Return the id of every indicator that has a definition."""
    return list(dict.fromkeys(row["indicator_id"] for row in definitions()))


def stages() -> dict[str, str]:
    """Return the stage (Danish) of each indicator, in the order of a child's path."""
    return {row["indicator_id"]: row["stage_da"] for row in definitions()}


def with_stages(published: pl.DataFrame) -> pl.DataFrame:
    """Add to the published definitions each indicator's stage (`stage_da`) and its position on the path (`path`)."""
    order = [(name, stage, place) for place, (name, stage) in enumerate(stages().items())]
    path = pl.DataFrame(order, schema=["indicator_id", "stage_da", "path"], orient="row")
    return published.join(path, on="indicator_id", how="left")
