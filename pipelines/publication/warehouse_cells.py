"""Disclosure control on the warehouse: the tables `cells` and `counts` in, `protected_cells` and `ledger` out.

Earlier publications are read from `ledger.parquet` of the current publication. The table `ledger` is that ledger with
the rows of these cells appended; it takes effect when the publication it is stored with is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import duckdb
import polars as pl

from pipelines.publication.disclosure.cell import KEY
from pipelines.publication.disclosure.ledger import (
    as_ledger,
    empty_ledger,
    ledger_additions,
    newest_entries,
    without_empty_cells,
)
from pipelines.publication.disclosure.linked_groups import Group
from pipelines.publication.disclosure.pattern_cache import PatternCache
from pipelines.publication.disclosure.protect import protect
from pipelines.settings import Settings
from pipelines.text.danish import DENMARK

# Both together, because a count may disclose a hidden cell; without the cells that lack so much that they are withheld.
EVERYTHING = """
    select * from cells
    anti join (select * from int_completeness where not is_shown)
    using (indicator_id, period, area, gender, age_band, school)
    union all by name
    select * from counts
    order by all
"""
LEDGER = "ledger.parquet"


def protect_cells(
    settings: Settings, published_at: datetime, *, renew: bool = False, refused: Collection[Group] = ()
) -> int:
    """Write both tables in one transaction; return the number of suppressed cells.

    `published_at` (UTC) is the time of the publication; `renew`: whether it becomes a release; `refused`: indicators
    and periods in which the gate found a disclosed cell after the last call.
    """
    ledger, pattern_cache = published_ledger(settings), PatternCache.load(settings.suppression_cache)
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        cells = warehouse.sql(EVERYTHING).pl()
        protected = protect(cells, ledger, renew=renew, refused=refused, pattern_cache=pattern_cache)
        seen = without_empty_cells(protected, cells)
        grown = pl.concat([ledger, ledger_additions(seen, ledger, published_at)])
        _write(warehouse, {"protected_cells": _with_dates(protected, grown), "ledger": grown})
    pattern_cache.save(settings.suppression_cache)
    return int(protected["suppressed"].sum())


def waiting_for_freeze(settings: Settings) -> list[str]:
    """Return the indicators and periods whose corrected figures wait for the next freeze, as `indicator period`."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        query = (
            "select distinct indicator_id || ' ' || period from protected_cells where waiting order by all"
        )
        return [name for (name,) in warehouse.execute(query).fetchall()]


def published_ledger(settings: Settings) -> pl.DataFrame:
    """Return the ledger of the current publication, empty where there is none.

    An as-of rebuild reads the ledger of its day from its own data folder.
    """
    file = (settings.data if settings.as_of else settings.current_publication) / LEDGER
    return as_ledger(pl.read_parquet(file)) if file.exists() else empty_ledger()


def _with_dates(protected: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Add `waiting_since`: the Danish date of the first publication that retained a shown cell."""
    since = pl.col("published_at").dt.convert_time_zone(DENMARK.key).dt.date().alias("waiting_since")
    entries = newest_entries(ledger).filter("waiting", ~pl.col("suppressed")).select(*KEY, since)
    return protected.join(entries, on=KEY, how="left", maintain_order="left")


def _write(warehouse: duckdb.DuckDBPyConnection, tables: dict[str, pl.DataFrame]) -> None:
    warehouse.begin()
    for name, table in tables.items():
        warehouse.register("incoming", table)
        warehouse.execute(f"create or replace table {name} as select * from incoming")  # noqa: S608 - names of our own
        warehouse.unregister("incoming")
    warehouse.commit()
