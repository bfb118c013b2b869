"""Compare two publications: which cells changed, and why. A pure function of their tables.

Only published tables are read, so the result discloses nothing that they do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import polars as pl

from pipelines.publication.expectations.selected_rows import Tables
from pipelines.publication.mart_tables import (
    BREAKDOWNS,
    INDICATOR_DROPS,
    INDICATORS,
    NOT_COMPUTED,
    SUPPRESSED,
)

CELL = ("indicator_id", "period", *BREAKDOWNS)
NUMBERS = ("numerator", "denominator", "value")
_SAID = {"status": pl.String, "missing": pl.String, "waiting_since": pl.Date}
_SAME = 1e-9


class Why(StrEnum):
    """The reason for a changed figure, in Danish; the first that applies."""

    DEFINITION = "definitionen er ændret"
    NEW = "ny periode"
    WAITS = "et rettet tal venter på næste fastfrysning"
    SETTLED = "et rettet tal, der ventede, er med nu"
    LATE = "sent leverance"
    GAP = "en leverance mangler"
    DROPS = "nye eller rettede filer"
    FINAL = "tallet var foreløbigt"
    HIDDEN = "skjules nu for at beskytte enkelte personer"
    SHOWN = "kan nu vises uden at røbe enkelte personer"
    LISTS = "mål eller andre lister er ændret"


def compare(before: Tables, after: Tables, old: Mapping[str, str], new: Mapping[str, str]) -> pl.DataFrame:
    """Return the cells of `indicators` that differ, with the reason `why` (Danish) and the receipts behind it.

    `old` and `new` are the digests of the definitions by indicator. Columns: those of `CELL`, `status` and the numbers,
    each before (`_before`) and now, `why`, and `receipts`: those of drops that only one of the two is based on.
    """
    columns = (*CELL, *_SAID, *NUMBERS)
    joined = _of(before, columns).join(
        _of(after, columns), on=CELL, how="full", suffix="_now", coalesce=True, nulls_equal=True
    )
    named = joined.rename({name: f"{name}_before" for name in (*_SAID, *NUMBERS)}).rename(
        {f"{name}_now": name for name in (*_SAID, *NUMBERS)}
    )
    # A new period without any figure is no change.
    listed = pl.col("status_before").is_not_null() | ~pl.col("status").is_in(NOT_COMPUTED)
    changed = named.filter(listed, pl.any_horizontal(_differs("status"), *map(_moved, NUMBERS)))
    redefined = [name for name in new if old.get(name) != new[name]]
    with_drops = changed.join(_other_drops(before, after), on=("indicator_id", "period"), how="left")
    return with_drops.with_columns(why=_why(redefined)).sort(CELL)


def _of(tables: Tables, columns: tuple[str, ...]) -> pl.DataFrame:
    indicators = tables[INDICATORS.name]
    # Publications of older versions do not say what was missing or waited.
    unsaid = [
        pl.lit(None, kind).alias(name) for name, kind in _SAID.items() if name not in indicators.columns
    ]
    return indicators.with_columns(unsaid).select(columns)


def _differs(name: str) -> pl.Expr:
    return pl.col(f"{name}_before").ne_missing(pl.col(name))


def _moved(name: str) -> pl.Expr:
    before, now = pl.col(f"{name}_before"), pl.col(name)
    return (before.is_null() != now.is_null()) | ((before - now).abs() > _SAME).fill_null(value=False)


def _other_drops(before: Tables, after: Tables) -> pl.DataFrame:
    """By indicator and period, the receipts of drops that only one of the two is based on."""
    key = ["indicator_id", "period", "receipt_id"]
    was, now = (tables[INDICATOR_DROPS.name].select(key) for tables in (before, after))
    others = pl.concat([was.join(now, on=key, how="anti"), now.join(was, on=key, how="anti")])
    return others.group_by("indicator_id", "period").agg(receipts=pl.col("receipt_id").sort())


def _why(redefined: list[str]) -> pl.Expr:
    was, now = pl.col("status_before"), pl.col("status")
    lacked, lacks = pl.col("missing_before").is_not_null(), pl.col("missing").is_not_null()
    waited, waits = pl.col("waiting_since_before").is_not_null(), pl.col("waiting_since").is_not_null()
    new = (was.is_null() | was.is_in(["not_yet", "before_start"])) & ~now.is_in(NOT_COMPUTED)
    late = (lacked & pl.col("missing_before").ne_missing(pl.col("missing"))) | (was == "not_delivered")
    return (
        pl.when(pl.col("indicator_id").is_in(redefined))
        .then(pl.lit(Why.DEFINITION))
        .when(new)
        .then(pl.lit(Why.NEW))
        .when(~waited & waits)
        .then(pl.lit(Why.WAITS))
        .when(waited & ~waits)
        .then(pl.lit(Why.SETTLED))
        .when(late & ~now.is_in(NOT_COMPUTED))
        .then(pl.lit(Why.LATE))
        .when(lacks & ~lacked)
        .then(pl.lit(Why.GAP))
        .when(pl.col("receipts").is_not_null())
        .then(pl.lit(Why.DROPS))
        .when(was == "provisional", now == "ok")
        .then(pl.lit(Why.FINAL))
        .when(now == SUPPRESSED)
        .then(pl.lit(Why.HIDDEN))
        .when(was == SUPPRESSED)
        .then(pl.lit(Why.SHOWN))
        .otherwise(pl.lit(Why.LISTS))
    )
