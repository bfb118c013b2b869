"""Complete the warehouse after the cells are built, so that the later steps are the same for every engine.

DuckDB builds in the warehouse itself, so only the table `lineage` is added. From Spark, the small tables that later
steps read are copied too; tables with persons stay where they are.
"""

from __future__ import annotations

import duckdb

from pipelines.settings import Settings
from pipelines.spark import build_session
from pipelines.transform.drop_lineage import lineage_query, read_after_protection


def copy_to_warehouse(settings: Settings) -> None:
    """Write the table `lineage` into the warehouse, and copy from another engine what later steps read there."""
    lineage = lineage_query(settings)
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        if settings.engine != "spark":
            warehouse.execute(f"create or replace table lineage as {lineage}")
            return
        queries = {name: f"select * from {name}" for name in read_after_protection(settings)}  # noqa: S608 - names of our own
        warehouse.begin()
        for name, query in (queries | {"lineage": lineage}).items():
            warehouse.register("fetched", build_session.current().sql(query).toArrow())
            warehouse.execute(f"create or replace table {name} as select * from fetched")  # noqa: S608 - names of our own
            warehouse.unregister("fetched")
        warehouse.commit()
