"""Read the tables of a publication or release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from pipelines.publication.mart_files import read_parquet
from pipelines.publication.metadata import read_metadata
from pipelines.publication.release.freeze import NotFrozen
from pipelines.settings import Settings


@dataclass(frozen=True)
class PublicationTables:
    """The tables by name, the digests of the definitions by indicator, and the time of publication (UTC)."""

    tables: dict[str, pl.DataFrame]
    definitions: dict[str, str]
    published_at: datetime


def read_publication(settings: Settings, label: str | None = None) -> PublicationTables:
    """Read the release `label`, or the current publication. Raises NotFrozen where it does not exist."""
    folder = settings.releases / label if label else settings.current_publication
    tables = read_parquet(folder / "parquet")
    if tables is None:
        raise NotFrozen(_missing(settings, label))
    metadata = read_metadata(folder)
    return PublicationTables(
        tables, metadata["definitions"], datetime.fromisoformat(metadata["published_at"])
    )


def _missing(settings: Settings, label: str | None) -> str:
    if label is None:
        return "Der er ikke udgivet noget endnu. Skriv først: medvind run"
    known = sorted(path.name for path in settings.releases.glob("[!.]*")) or ["ingen endnu"]
    return f"Der er ingen fastfrysning, der hedder {label}. Der er: {', '.join(known)}."
