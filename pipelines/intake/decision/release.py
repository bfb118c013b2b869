"""Release a held drop after a person has asked the partner about it."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from pipelines.atomic_io import write_json
from pipelines.intake.archive.manifest import HELD, ROWS, Manifest, read_manifests
from pipelines.intake.receipt import SentFile, write_receipt
from pipelines.settings import Settings

RELEASE = "release.json"


class NotHeld(Exception):
    """There is no held drop with that receipt id. The message says so in Danish."""


def released_on(settings: Settings, drop: Manifest) -> date | None:
    """Return the day a held drop was released; None where it was never held or still is."""
    file = settings.raw / drop.folder / RELEASE
    if not file.exists():
        return None
    return datetime.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["released_at"]).date()


def release(settings: Settings, receipt_id: str, who: str, why: str) -> Manifest:
    """Release a held drop's rows and write the partner's new receipt.

    Who released it, when and why is stored beside its manifest. Raises NotHeld.
    """
    drop = next((drop for drop in read_manifests(settings) if drop.receipt_id == receipt_id), None)
    if drop is None or not (settings.raw / drop.folder / HELD).exists():
        raise NotHeld(f"Der er ingen tilbageholdt fil med kvittering {receipt_id}. Se: medvind status")
    folder = settings.raw / drop.folder
    write_json(
        folder / RELEASE, {"who": who, "why": why, "released_at": datetime.now().isoformat("T", "seconds")}
    )
    # The receipt first: a release that is interrupted here is still held, and can be repeated.
    write_receipt(settings, drop.released(), SentFile(Path()))
    (folder / HELD).rename(folder / ROWS)
    return drop
