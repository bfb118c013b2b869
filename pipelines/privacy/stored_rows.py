"""The stored rows of persons: where they lie, how a file is replaced, and what was made from them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.atomic_io import replaced_file, sync
from pipelines.intake.archive.manifest import HELD, QUARANTINE, ROWS, Manifest
from pipelines.settings import Settings
from pipelines.spark.spark_tables import remove_tables

PERSON = "person_key"


def tables(settings: Settings, drop: Manifest) -> Iterator[Path]:
    """The files of a drop that hold rows of persons."""
    for name in (ROWS, HELD, QUARANTINE):
        path = settings.raw / drop.folder / name
        if path.exists() and PERSON in pl.read_parquet_schema(path):
            yield path


def rows_of_persons(path: Path, person_keys: tuple[str, ...]) -> int:
    """How many rows of a file are about one of these."""
    return int(pl.read_parquet(path, columns=[PERSON])[PERSON].is_in(person_keys).sum())


def replace_table(path: Path, table: pl.DataFrame) -> None:
    """Put another table in the place of a file, on disk, by one rename: nothing of the old one stays in it."""
    with replaced_file(path) as temporary:
        table.write_parquet(temporary)
        sync(temporary)
    sync(path.parent)


def remove_derived_tables(settings: Settings) -> None:
    """Remove all that was computed from stored rows, or left by a crash on the way to them. A database does not
    forget a row that is deleted in it; its file does, when it goes. The next build makes it again."""
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
    """Remove what was counted, by whichever engine. Raises SparkMissing where Spark's tables lie out of reach."""
    remove_tables(settings)
    for path in settings.data.glob(f"{settings.warehouse.name}*"):
        path.unlink()
    shutil.rmtree(settings.spark, ignore_errors=True)
