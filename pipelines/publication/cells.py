"""Disclosure control on the warehouse: the tables `cells` and `counts` in, the table `protected_cells` out."""

from __future__ import annotations

import duckdb

from pipelines.publication.protect import protect
from pipelines.settings import Settings

# Together, because a count may tell what a hidden cell does not.
EVERYTHING = "select * from cells union all by name select * from counts order by all"


def protect_cells(settings: Settings) -> int:
    """Write `protected_cells` beside them in one transaction; return how many cells are hidden."""
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        protected = protect(warehouse.sql(EVERYTHING).pl())
        warehouse.register("incoming", protected)
        warehouse.execute("create or replace table protected_cells as select * from incoming")
    return int(protected["suppressed"].sum())
