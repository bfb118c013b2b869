"""What was published before: a ledger to which each publication adds what has changed.

One row says what readers saw of a cell from `published_at` (UTC) on: hidden, or shown with which numbers. It holds
nothing that was not published. Rows are never changed or removed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl

from pipelines.publication.disclosure.cell import KEY

NUMBERS = ("persons", "numerator", "denominator", "value", "coverage")
_SEEN = ("measure", "links", "provisional", "suppressed", *NUMBERS)
LEDGER_SCHEMA = pl.Schema(
    dict[str, Any]({"published_at": pl.Datetime("us", "UTC")})
    | dict.fromkeys((*KEY, "measure", "links"), pl.String)
    | dict.fromkeys(("provisional", "suppressed"), pl.Boolean)
    | dict.fromkeys(NUMBERS, pl.Float64)
)
# Figures that differ by less have been reckoned in another order.
_SAME = 1e-9


def empty_ledger() -> pl.DataFrame:
    """The ledger of a house that has published nothing."""
    return pl.DataFrame(schema=LEDGER_SCHEMA)


def ledger_as_of(ledger: pl.DataFrame, moment: datetime) -> pl.DataFrame:
    """The ledger as it was before `moment`."""
    return ledger.filter(pl.col("published_at") < moment)


def newest_entries(ledger: pl.DataFrame) -> pl.DataFrame:
    """What readers saw last of each cell."""
    return ledger.sort("published_at", maintain_order=True).unique(KEY, keep="last", maintain_order=True)


def recall_published(cells: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Add to each cell what was published of it: `was_shown` and `was_hidden`, of the last time, `is_told`: whether its
    numerator of today was ever shown, so that readers know it, however it is marked now, and `history`: each numerator
    that was shown (null: it was hidden), and when."""
    last = newest_entries(ledger).select(*KEY, was_hidden="suppressed")
    told = ledger.filter(~pl.col("suppressed")).select(*KEY, told="numerator")
    told = cells.select(*KEY, "numerator").join(told, on=KEY, how="inner")
    told = told.filter(_same(pl.col("numerator"), pl.col("told"))).select(KEY).unique()
    marked = cells.join(last, on=KEY, how="left", maintain_order="left")
    marked = marked.join(told.with_columns(is_told=True), on=KEY, how="left", maintain_order="left")
    changes = pl.struct("published_at", "numerator").alias("history")
    history = ledger.group_by(KEY, maintain_order=True).agg(changes)
    marked = marked.join(history, on=KEY, how="left", maintain_order="left")
    return marked.with_columns(
        was_shown=(~pl.col("was_hidden")).fill_null(value=False),
        was_hidden=pl.col("was_hidden").fill_null(value=False),
        is_told=pl.col("is_told").fill_null(value=False),
    )


def with_persons(protected: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Leave out the totals of periods in which nobody was counted yet: hidden as they are, they hide nothing."""
    nobody = cells.filter(pl.col("persons") == 0)
    return protected.join(nobody, on=KEY, how="anti", maintain_order="left")


def ledger_additions(protected: pl.DataFrame, ledger: pl.DataFrame, published_at: datetime) -> pl.DataFrame:
    """The rows by which the ledger grows when these cells are published.

    A cell that waits (`standing`, and never published) is not in it: nothing has been decided about it.
    """
    seen = _as_seen(protected)
    last = newest_entries(ledger).with_columns(was=pl.struct(_SEEN)).select(*KEY, "was")
    compared = seen.join(last, on=KEY, how="left", maintain_order="left")
    waits = pl.col("standing") & pl.col("was").is_null()
    changed = compared.filter(~waits, pl.struct(_SEEN).ne_missing(pl.col("was")))
    moment = pl.lit(published_at).cast(LEDGER_SCHEMA["published_at"])
    return changed.with_columns(published_at=moment).select(*LEDGER_SCHEMA)


def standing_rows(groups: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """What readers saw last of the cells of some groups (indicator_id, period), as protected cells."""
    return newest_entries(ledger).join(groups, on=groups.columns, how="semi").with_columns(standing=True)


def _as_seen(protected: pl.DataFrame) -> pl.DataFrame:
    absent = [pl.lit(None).alias(name) for name in LEDGER_SCHEMA if name not in protected.columns]
    schema = pl.Schema({name: kind for name, kind in LEDGER_SCHEMA.items() if name != "published_at"})
    return protected.with_columns(absent).cast(schema).select(*schema, "standing")


def _same(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    return (first - second).abs() <= _SAME * pl.max_horizontal(1.0, first.abs())
