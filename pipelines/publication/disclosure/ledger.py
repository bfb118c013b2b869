"""The ledger of published cells: an append-only table to which each publication adds the cells that changed.

A row is the state of a cell as published from `published_at` (UTC) on: suppressed, or shown with its numbers; `waiting`
while the numbers are those of an earlier day, because the corrected ones wait for the next freeze. It holds nothing
that was not published.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl

from pipelines.publication.disclosure.cell import KEY

NUMBERS = ("persons", "numerator", "denominator", "value")
_SEEN = ("measure", "links", "provisional", "suppressed", "waiting", *NUMBERS)
LEDGER_SCHEMA = pl.Schema(
    dict[str, Any]({"published_at": pl.Datetime("us", "UTC")})
    | dict.fromkeys((*KEY, "measure", "links"), pl.String)
    | dict.fromkeys(("provisional", "suppressed", "waiting"), pl.Boolean)
    | dict.fromkeys(NUMBERS, pl.Float64)
)
# Relative differences below this are rounding: sums taken in another order.
_SAME = 1e-9


def empty_ledger() -> pl.DataFrame:
    """Return a ledger without rows: nothing has been published."""
    return pl.DataFrame(schema=LEDGER_SCHEMA)


def as_ledger(table: pl.DataFrame) -> pl.DataFrame:
    """Return a stored ledger with every column: ledgers from before waiting cells were marked have none that waits."""
    absent = {"waiting": pl.lit(value=False)} if "waiting" not in table.columns else {}
    return table.with_columns(**absent).select(*LEDGER_SCHEMA).cast(LEDGER_SCHEMA)


def ledger_as_of(ledger: pl.DataFrame, moment: datetime) -> pl.DataFrame:
    """Return the ledger as it was before `moment`."""
    return ledger.filter(pl.col("published_at") < moment)


def newest_entries(ledger: pl.DataFrame) -> pl.DataFrame:
    """Return the last published state of each cell."""
    return ledger.sort("published_at", maintain_order=True).unique(KEY, keep="last", maintain_order=True)


def with_history(cells: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Add to each cell what was published of it.

    Columns: `was_shown` and `was_hidden` in the last publication; `is_known`: today's numerator was published at some
    time, so attackers know it even if the cell is suppressed now; `history`: published_at and numerator (null:
    suppressed) of each ledger row.
    """
    last = newest_entries(ledger).select(*KEY, was_hidden="suppressed")
    shown = ledger.filter(~pl.col("suppressed")).select(*KEY, shown="numerator")
    known = cells.select(*KEY, "numerator").join(shown, on=KEY, how="inner")
    known = known.filter(_same(pl.col("numerator"), pl.col("shown"))).select(KEY).unique()
    flagged = cells.join(last, on=KEY, how="left", maintain_order="left")
    flagged = flagged.join(known.with_columns(is_known=True), on=KEY, how="left", maintain_order="left")
    changes = pl.struct("published_at", "numerator").alias("history")
    history = ledger.group_by(KEY, maintain_order=True).agg(changes)
    flagged = flagged.join(history, on=KEY, how="left", maintain_order="left")
    return flagged.with_columns(
        was_shown=(~pl.col("was_hidden")).fill_null(value=False),
        was_hidden=pl.col("was_hidden").fill_null(value=False),
        is_known=pl.col("is_known").fill_null(value=False),
    )


def without_empty_cells(protected: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Drop cells without persons: totals of periods that nobody has been counted in yet hide nothing."""
    empty = cells.filter(pl.col("persons") == 0)
    return protected.join(empty, on=KEY, how="anti", maintain_order="left")


def ledger_additions(protected: pl.DataFrame, ledger: pl.DataFrame, published_at: datetime) -> pl.DataFrame:
    """Return the rows to append to the ledger when these cells are published.

    A new cell of a retained block (`waiting`, never published) is left out: it is not decided yet.
    """
    seen = _as_seen(protected)
    last = newest_entries(ledger).with_columns(was=pl.struct(_SEEN)).select(*KEY, "was")
    compared = seen.join(last, on=KEY, how="left", maintain_order="left")
    is_undecided = pl.col("waiting") & pl.col("was").is_null()
    changed = compared.filter(~is_undecided, pl.struct(_SEEN).ne_missing(pl.col("was")))
    moment = pl.lit(published_at).cast(LEDGER_SCHEMA["published_at"])
    return changed.with_columns(published_at=moment).select(*LEDGER_SCHEMA)


def retained_rows(groups: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Return the last published cells of some groups (indicator_id, period) as protected cells with `waiting` true."""
    return newest_entries(ledger).join(groups, on=groups.columns, how="semi").with_columns(waiting=True)


def _as_seen(protected: pl.DataFrame) -> pl.DataFrame:
    absent = [pl.lit(None).alias(name) for name in LEDGER_SCHEMA if name not in protected.columns]
    schema = pl.Schema({name: kind for name, kind in LEDGER_SCHEMA.items() if name != "published_at"})
    return protected.with_columns(absent).cast(schema).select(*schema)


def _same(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    return (first - second).abs() <= _SAME * pl.max_horizontal(1.0, first.abs())
