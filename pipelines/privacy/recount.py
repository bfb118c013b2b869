"""Update the row counts of a drop's manifest and receipt after rows were removed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.atomic_io import write_json
from pipelines.intake.archive.drop_folder import HELD, MANIFEST, QUARANTINE, ROWS
from pipelines.intake.archive.manifest import KeptParts, Manifest, Rows
from pipelines.intake.decision.versions import scopes_of
from pipelines.intake.receipt.write_receipt import receipt_of
from pipelines.settings import Settings
from schemas.feeds import all_feeds


def recount(settings: Settings, drop: Manifest, without_digest: bool = False) -> None:
    """Write the counts of a drop's files to its manifest and receipt, if they have changed.

    `without_digest`: also remove the digest of the original.
    """
    counted = _recounted(settings, drop)
    if without_digest:
        counted = replace(counted, sha256="")
    if counted is not drop:
        write_json(settings.raw / drop.folder / MANIFEST, counted.as_json())
        rewrite_receipt(settings, counted)


def rewrite_receipt(settings: Settings, drop: Manifest) -> None:
    """Write the receipt of a drop again from its manifest, where it has been written before."""
    receipt = receipt_of(settings, drop)
    released = drop.verdict == "held" and (settings.raw / drop.folder / ROWS).exists()
    if receipt.exists():
        write_json(receipt, (drop.released() if released else drop).receipt())


def _recounted(settings: Settings, drop: Manifest) -> Manifest:
    """Return the manifest with the counts of the drop's files; a removed row counts as skipped."""
    folder = settings.raw / drop.folder
    stored = next((folder / name for name in (ROWS, HELD) if (folder / name).exists()), None)
    kept = sum(sum(parts.rows.values()) for parts in drop.kept.values())
    known, quarantined = sum(drop.scopes.values()) + kept, _height(folder / QUARANTINE, drop.rows.quarantined)
    if (_height(stored, known), quarantined) == (known, drop.rows.quarantined):
        return drop
    scopes, kept_parts = _counted(stored, drop) if stored else (drop.scopes, drop.kept)
    loaded = sum(scopes.values()) if drop.accepted else drop.rows.loaded
    skipped = drop.rows.read - loaded - quarantined - drop.rows.collapsed
    return replace(
        drop, scopes=scopes, kept=kept_parts, rows=Rows(loaded, quarantined, skipped, drop.rows.collapsed)
    )


def _counted(stored: Path, drop: Manifest) -> tuple[dict[str, int], dict[str, KeptParts]]:
    """Count the rows per scope: the drop's own, and those of earlier parts that it keeps."""
    feed, rows = all_feeds()[drop.feed or ""], pl.read_parquet(stored)
    parts = {part: scopes_of(rows.filter(receipt_id=part), feed) for part in rows["receipt_id"].unique()}
    kept = {
        scope: replace(of_scope, rows={part: parts.get(part, {}).get(scope, 0) for part in of_scope.rows})
        for scope, of_scope in drop.kept.items()
    }
    return parts.get(drop.receipt_id, {}), kept


def _height(path: Path | None, otherwise: int) -> int:
    """Return the number of rows in a file; `otherwise` where it was purged."""
    if path is None or not path.exists():
        return otherwise
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())
