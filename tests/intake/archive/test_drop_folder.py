"""The order of drops in the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pipelines.atomic_io import write_json
from pipelines.intake.archive.drop_folder import MANIFEST, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.settings import Settings


def test_drops_are_in_the_order_they_were_ingested_not_sent(tmp_path: Path) -> None:
    """An older file that is ingested later is the newer drop."""
    settings, then = Settings(tmp_path / "data", tmp_path / "keys"), datetime(2026, 3, 1)
    first = Manifest("20260301-a", "p", "f", "s", then, then, 1, "accepted", "absence")
    late = replace(first, receipt_id="20260201-b", received_at=then - timedelta(days=28), sequence=2)
    for drop in (first, late):
        write_json(settings.raw / drop.folder / MANIFEST, drop.as_json())
    assert [drop.receipt_id for drop in read_manifests(settings)] == ["20260301-a", "20260201-b"]
