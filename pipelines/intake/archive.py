"""The archive: a drop is a folder that appears by one rename, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from pipelines.disk import sync
from pipelines.intake.keyring import Keys
from pipelines.intake.manifest import HELD, MANIFEST, ORIGINAL, QUARANTINE, ROWS, Manifest, write_json
from pipelines.intake.pseudonyms import PERSON, pseudonymise
from pipelines.intake.typed import covers
from pipelines.intake.validate import Checked
from pipelines.intake.values.columns import DTYPES
from pipelines.settings import Settings
from schemas.contract import Feed, Kind

# Whence a row came, and the days that its period column covers; then the feed's own columns.
_ORIGIN: Mapping[str, type[pl.DataType] | pl.DataType] = {
    "receipt_id": pl.String,
    "partner": pl.String,
    "sequence": pl.Int64,
    "received_at": pl.Datetime("us"),
    "sheet": pl.String,
    "source_row": pl.Int64,
    "source_column": pl.String,
    "covers_from": pl.Date,
    "covers_to": pl.Date,
}


def row_schema(feed: Feed) -> dict[str, type[pl.DataType] | pl.DataType]:
    """Columns and types of a feed's `rows.parquet`."""
    own: dict[str, type[pl.DataType] | pl.DataType] = {}
    for name, contract in feed.columns.items():
        own |= PERSON if contract.kind is Kind.CPR else {name: DTYPES[contract.kind]}
    return dict(_ORIGIN) | own


def rows_of(table: pl.DataFrame, feed: Feed, manifest: Manifest, keys: Keys) -> pl.DataFrame:
    """Typed rows as they are stored: pseudonymous, and each with its origin."""
    covers_from, covers_to = covers(feed)
    stamped = pseudonymise(table, keys, manifest.partner).with_columns(
        pl.lit(manifest.receipt_id).alias("receipt_id"),
        pl.lit(manifest.partner).alias("partner"),
        pl.lit(manifest.sequence, dtype=pl.Int64).alias("sequence"),
        pl.lit(manifest.received_at, dtype=pl.Datetime("us")).alias("received_at"),
        covers_from.alias("covers_from"),
        covers_to.alias("covers_to"),
    )
    schema = row_schema(feed)
    return stamped.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def store(
    settings: Settings,
    manifest: Manifest,
    feed: Feed | None,
    checked: Checked | None,
    sealed: bytes,
    keys: Keys,
) -> None:
    """Put a drop in the archive. `sealed` is the original, encrypted; empty where it is there already."""
    with _appearing(settings, manifest.folder) as folder:
        if feed and checked:
            if manifest.accepted or manifest.verdict == "held":
                rows = rows_of(checked.loaded, feed, manifest, keys)
                rows.write_parquet(folder / (ROWS if manifest.accepted else HELD))
            _quarantine(checked, feed, manifest, keys).write_parquet(folder / QUARANTINE)
        if sealed:
            (folder / ORIGINAL).write_bytes(sealed)
        write_json(folder / MANIFEST, manifest.as_json())


def _quarantine(checked: Checked, feed: Feed, manifest: Manifest, keys: Keys) -> pl.DataFrame:
    """The rows set aside, as far as they could be read, with their codes. The sealed original has the rest."""
    codes = checked.findings.filter("failed").group_by("index").agg(pl.col("code").sort().alias("problems"))
    table = checked.quarantined.join(codes, on="index", how="left", maintain_order="left")
    return rows_of(table, feed, manifest, keys).with_columns(table["problems"])


@contextmanager
def _appearing(settings: Settings, name: str) -> Iterator[Path]:
    """A folder that is filled out of sight and appears under its name, on disk, by one rename."""
    target = settings.raw / name
    building = settings.raw / ".incoming" / target.name
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    yield building
    for path in [*building.iterdir(), building]:
        sync(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    building.rename(target)
    sync(target.parent)


def empty_rows(feed: Feed) -> pl.DataFrame:
    """No rows, in the right columns: what is read of a feed that nobody has delivered yet."""
    return pl.DataFrame(schema=row_schema(feed))
