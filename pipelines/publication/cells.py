"""Disclosure control on the warehouse: the table `cells` in, the table `protected_cells` out."""

from __future__ import annotations

import duckdb

from pipelines.publication.protect import protect
from pipelines.settings import Settings


def protect_cells(settings: Settings) -> int:
    """Write `protected_cells` beside `cells` in one transaction; return how many cells are hidden."""
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        protected = protect(warehouse.sql("select * from cells order by all").pl())
        warehouse.register("incoming", protected)
        warehouse.execute("create or replace table protected_cells as select * from incoming")
    return int(protected["suppressed"].sum())
