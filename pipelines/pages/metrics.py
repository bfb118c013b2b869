"""What a program that watches the server may ask: counts and times as Prometheus' text, of no partner and no person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from pipelines.intake.inbox.listing import list_waiting
from pipelines.operations.last_failure import last_failure
from pipelines.privacy.access_log import BACKUP
from pipelines.publication.release.freeze import NotFrozen
from pipelines.publication.release.read_tables import PublicationTables, read_publication
from pipelines.settings import Settings

PATH, MEDIA_TYPE = "/metrics", "text/plain; version=0.0.4; charset=utf-8"
# Samples by their label, which is empty where there is one sample alone.
Samples = Mapping[str, float]


def metrics(settings: Settings) -> str:
    """Return every metric as text; one that has no value yet is left out."""
    return "".join(_written(*one) for one in _metrics(settings))


def _written(name: str, help_text: str, samples: Samples) -> str:
    lines = [f"medvind_{name}{label} {value:.15g}\n" for label, value in samples.items()]
    return (
        "".join([f"# HELP medvind_{name} {help_text}\n# TYPE medvind_{name} gauge\n", *lines])
        if lines
        else ""
    )


def _metrics(settings: Settings) -> Iterator[tuple[str, str, Samples]]:
    """Yield name, help and samples of each metric."""
    yield "inbox_waiting_files", "Files that wait to be ingested.", _one(_waiting(settings))
    yield (
        "failure",
        "1 where the last failure of a step has not been followed by a success.",
        _one(_failed(settings)),
    )
    yield "disk_free_bytes", "Free space on the disk of the data folder.", _one(_free(settings))
    yield "backup_timestamp_seconds", "When the newest backup was made.", _changed(settings.logs / BACKUP)
    publication = _publication(settings)
    if publication:
        published = publication.published_at.timestamp()
        yield "publication_timestamp_seconds", "When the current figures were published.", _one(published)
        yield "receipts", "Published receipts by verdict.", _receipts(publication)


def _one(value: float) -> Samples:
    return {"": value}


def _waiting(settings: Settings) -> int:
    return sum(1 for _ in list_waiting(settings.inbox)) if settings.inbox.is_dir() else 0


def _failed(settings: Settings) -> int:
    return int(last_failure(settings) is not None)


def _free(settings: Settings) -> int:
    return shutil.disk_usage(settings.data).free


def _changed(path: Path) -> Samples:
    return _one(path.stat().st_mtime) if path.exists() else {}


def _publication(settings: Settings) -> PublicationTables | None:
    try:
        return read_publication(settings)
    except NotFrozen:
        return None


def _receipts(publication: PublicationTables) -> Samples:
    came = publication.tables["deliveries"].filter(pl.col("receipt_id").is_not_null())
    counts = came.group_by("verdict").len().sort("verdict").rows()
    return {f'{{verdict="{verdict}"}}': count for verdict, count in counts}
