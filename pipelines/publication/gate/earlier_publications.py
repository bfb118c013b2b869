"""Read the earlier publications that still exist: releases, and the newest of the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.publication.mart_tables import INDICATORS, OVERVIEW, PATHWAYS, REACH

_TABLES = (INDICATORS.name, OVERVIEW.name, PATHWAYS.name, REACH.name)


def read_earlier(marts: Path) -> list[Mapping[str, pl.DataFrame]]:
    """Read the tables with figures of everything in `publications/` and `releases/` of the marts, oldest first.

    A release is a copy of a publication, which may still exist too; each id is read once.
    """
    folders = [path for name in ("releases", "publications") for path in (marts / name).glob("[!.]*")]
    by_id = {_id(folder): folder for folder in folders if (folder / "parquet").is_dir()}
    return [_read(folder / "parquet") for _, folder in sorted(by_id.items())]


def _id(folder: Path) -> str:
    """The publication's id, which begins with its time."""
    metadata = json.loads((folder / "publication.json").read_text(encoding="utf-8"))
    return str(metadata["id"])


def _read(folder: Path) -> Mapping[str, pl.DataFrame]:
    paths = {name: folder / f"{name}.parquet" for name in _TABLES}
    return {name: pl.read_parquet(path) for name, path in paths.items() if path.exists()}
