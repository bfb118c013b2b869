"""Stored rows about persons: the files that hold them, their replacement, and the tables derived from them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.atomic_io import replaced_file, sync
from pipelines.intake.archive.drop_folder import HELD, QUARANTINE, ROWS
from pipelines.intake.archive.manifest import Manifest
from pipelines.settings import Settings
from pipelines.spark.spark_tables import remove_tables

PERSON = "person_key"


def tables(settings: Settings, drop: Manifest) -> Iterator[Path]:
    """Yield the files of a drop that hold rows about persons."""
    for name in (ROWS, HELD, QUARANTINE):
        path = settings.raw / drop.folder / name
        if path.exists() and PERSON in pl.read_parquet_schema(path):
            yield path


def rows_of_persons(path: Path, person_keys: tuple[str, ...]) -> int:
    """Return the number of rows of a file about one of these persons."""
    return int(pl.read_parquet(path, columns=[PERSON])[PERSON].is_in(person_keys).sum())


def replace_table(path: Path, table: pl.DataFrame) -> None:
    """Replace a Parquet file by one rename, synced to disk, so that no old row remains in it."""
    with replaced_file(path) as temporary:
        table.write_parquet(temporary)
        sync(temporary)
    sync(path.parent)


def remove_derived_tables(settings: Settings) -> None:
    """Remove everything computed from stored rows, and temporary copies left by crashes; the next build recreates it.

    Databases are removed as files, because a deleted row may remain inside one.
    """
    remove_fact_stores(settings)
    for folder in (
        settings.raw / ".incoming",
        settings.as_of_folder,
        settings.dbt / "tmp",
        settings.backup_snapshot,
        settings.claims,
    ):
        shutil.rmtree(folder, ignore_errors=True)


def remove_fact_stores(settings: Settings) -> None:
    """Remove the tables of both engines. Raises SparkMissing where Spark's tables cannot be reached."""
    remove_tables(settings)
    for path in settings.data.glob(f"{settings.warehouse.name}*"):
        path.unlink()
    shutil.rmtree(settings.spark, ignore_errors=True)
