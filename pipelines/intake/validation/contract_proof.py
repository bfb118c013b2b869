"""Prove that rows meet their contract, with Pandera's own checks and without asking which cells fail.

Pandera's report takes some ten queries a column, and copies of its schema. It is only made where something fails.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from schemas.pandera_alone import pa


def meets_contract(rows: pl.DataFrame, schema: pa.DataFrameSchema) -> bool:
    """Say whether every row has the cells that must be filled and passes every check. The types are not checked."""
    filled = [name for name, column in schema.columns.items() if not column.nullable]
    if any(rows[name].null_count() for name in filled):
        return False
    # Pandera takes "not a number" for an empty cell.
    if any(rows[name].is_nan().any() for name in filled if rows.schema[name].is_float()):
        return False
    return all(passed.item() for passed in pl.collect_all(_checks(rows.lazy(), schema)))


def _checks(rows: pl.LazyFrame, schema: pa.DataFrameSchema) -> Iterator[pl.LazyFrame]:
    """Yield for each check whether the rows pass it."""
    for check in schema.checks:
        yield check(rows).check_passed
    for name, column in schema.columns.items():
        for check in column.checks:
            yield check(rows, name).check_passed
