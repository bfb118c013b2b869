"""Add to a drop's rows those that it keeps of earlier parts of the same list.

The newest drop of a scope thus has all of its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.intake.archive.drop_folder import ROWS
from pipelines.intake.archive.manifest import KeptParts, Manifest
from pipelines.settings import Settings
from schemas.contract import Feed


def add_kept_rows(settings: Settings, path: Path, manifest: Manifest, feed: Feed) -> None:
    """Rewrite a Parquet file of the drop's own rows with the rows that it keeps.

    They keep the receipt id of the drop that they came with, and get this drop's sequence. Where a key is in both, the
    drop's own row counts.
    """
    if not manifest.kept:
        return
    key = feed.stored(feed.key)
    own = pl.read_parquet(path)
    kept = pl.concat([own.clear(), *_kept(settings, manifest, feed)], how="diagonal_relaxed").select(
        own.columns
    )
    of_first_part = pl.col("receipt_id") == pl.col("receipt_id").first().over(key)
    others = kept.filter(of_first_part).join(own, on=key, how="anti", nulls_equal=True)
    others = others.with_columns(pl.lit(manifest.sequence, own.schema["sequence"]).alias("sequence"))
    pl.concat([own, others.cast(own.schema)]).write_parquet(path)


def _kept(settings: Settings, manifest: Manifest, feed: Feed) -> Iterator[pl.DataFrame]:
    for scope, parts in manifest.kept.items():
        rows = pl.read_parquet(settings.raw / feed.name / parts.source / ROWS)
        yield rows.filter(pl.col("receipt_id").is_in(list(parts.rows)), _in_scope(feed, scope))


def _in_scope(feed: Feed, scope: str) -> pl.Expr:
    values = KeptParts.scope_values(scope)
    matches = (pl.col(name).cast(pl.String) == value for name, value in zip(feed.scope, values, strict=True))
    return pl.all_horizontal(pl.lit(value=True), *matches)
