"""Counts that follow their files: what a drop's manifest and receipt say when rows have gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.atomic_io import write_json
from pipelines.intake.archive.manifest import HELD, MANIFEST, QUARANTINE, ROWS, Manifest, Rows
from pipelines.intake.decision.versions import scopes_of
from pipelines.intake.receipt import receipt_of
from pipelines.settings import Settings
from schemas.feeds import all_feeds


def recount(settings: Settings, drop: Manifest) -> None:
    """Let the counts of a drop, and the partner's receipt, say what its files hold now."""
    counted = _recounted(settings, drop)
    if counted is not drop:
        write_json(settings.raw / drop.folder / MANIFEST, counted.as_json())
        receipt = receipt_of(settings, drop)
        released = drop.verdict == "held" and (settings.raw / drop.folder / ROWS).exists()
        write_json(receipt, (counted.released() if released else counted).receipt())


def _recounted(settings: Settings, drop: Manifest) -> Manifest:
    """The manifest as the drop's files have it: a row that is gone counts as skipped."""
    folder = settings.raw / drop.folder
    kept = next((folder / name for name in (ROWS, HELD) if (folder / name).exists()), None)
    known, quarantined = sum(drop.scopes.values()), _height(folder / QUARANTINE, drop.rows.quarantined)
    if (_height(kept, known), quarantined) == (known, drop.rows.quarantined):
        return drop
    scopes = scopes_of(pl.read_parquet(kept), all_feeds()[drop.feed or ""]) if kept else drop.scopes
    loaded = sum(scopes.values()) if drop.accepted else drop.rows.loaded
    skipped = drop.rows.read - loaded - quarantined - drop.rows.collapsed
    return replace(drop, scopes=scopes, rows=Rows(loaded, quarantined, skipped, drop.rows.collapsed))


def _height(path: Path | None, otherwise: int) -> int:
    """The rows in a file; where it is purged, as many as were known."""
    if path is None or not path.exists():
        return otherwise
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())
