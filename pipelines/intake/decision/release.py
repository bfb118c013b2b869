"""Release or refuse a held drop after a person has asked the partner about it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from pipelines.atomic_io import write_json
from pipelines.intake.archive.drop_folder import HELD, MANIFEST, ROWS, read_manifests
from pipelines.intake.archive.history import History
from pipelines.intake.archive.kept_rows import add_kept_rows
from pipelines.intake.archive.manifest import KeptParts, Manifest
from pipelines.intake.decision.versions import live_scopes
from pipelines.intake.decision.withdraw import withdraw
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.intake.receipt.write_receipt import write_receipt
from pipelines.settings import Settings
from schemas.feeds import all_feeds

RELEASE, REFUSAL = "release.json", "refusal.json"


class NotHeld(Exception):
    """There is no held drop with that receipt id, or it was not said how or why it counts. The message is Danish."""


def released_on(settings: Settings, drop: Manifest) -> date | None:
    """Return the day a held drop was released; None where it was never held or still is."""
    file = settings.raw / drop.folder / RELEASE
    if not file.exists():
        return None
    return datetime.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["released_at"]).date()


def release(settings: Settings, receipt_id: str, who: str, why: str, add: bool | None = None) -> Manifest:
    """Release a held drop's rows and write the partner's new receipt.

    `add` says whether they count together with the earlier rows of the same scopes, or replace them; needed where that
    was the question. Who released it, when and why is stored beside its manifest. Raises NotHeld.
    """
    drop = _held(settings, receipt_id, why)
    if drop.asked and add is None:
        raise NotHeld(
            "Sig, om filen er en del af den samme liste (--add), eller om den erstatter den (--replace)."
        )
    folder = settings.raw / drop.folder
    _keep_reason(folder / RELEASE, who, why, "released_at")
    drop = _counted_with_earlier_parts(settings, drop, bool(add))
    # The receipt first: a release that is interrupted here is still held, and can be repeated.
    write_receipt(settings, drop.released(), SentFile(Path()))
    (folder / HELD).rename(folder / ROWS)
    return drop


def refuse(settings: Settings, receipt_id: str, who: str, why: str) -> Manifest:
    """Refuse a held drop: its rows are removed, and the partner's new receipt asks for another file.

    Who refused it, when and why is stored beside its manifest and shown to nobody else. Raises NotHeld.
    """
    drop = _held(settings, receipt_id, why)
    _keep_reason(settings.raw / drop.folder / REFUSAL, who, why, "refused_at")
    withdraw(settings, drop, "refused_by_secretariat")
    return drop


def _held(settings: Settings, receipt_id: str, why: str) -> Manifest:
    if not why.strip():
        raise NotHeld("Skriv hvorfor: begrundelsen gemmes sammen med filen.")
    drop = next((drop for drop in read_manifests(settings) if drop.receipt_id == receipt_id), None)
    if drop is None or not (settings.raw / drop.folder / HELD).exists():
        raise NotHeld(f"Der er ingen tilbageholdt fil med kvittering {receipt_id}. Se: medvind status")
    return drop


def _keep_reason(path: Path, who: str, why: str, when: str) -> None:
    write_json(path, {"who": who, "why": why, when: datetime.now().isoformat("T", "seconds")})


def _counted_with_earlier_parts(settings: Settings, drop: Manifest, add: bool) -> Manifest:
    """Add the rows of earlier parts that the drop keeps to its held rows. Repeating it changes nothing."""
    live = live_scopes(History.look(settings).earlier(drop.partner, drop.feed or ""))
    kept = {scope: parts for scope, parts in drop.kept.items() if scope in live}
    if add:
        kept |= {
            scope: KeptParts(live[scope].receipt_id, live[scope].by_part)
            for scope in drop.asked
            if scope in live
        }
    if not kept:
        return drop
    drop = replace(drop, kept=kept)
    folder = settings.raw / drop.folder
    write_json(folder / MANIFEST, drop.as_json())
    add_kept_rows(settings, folder / HELD, drop, all_feeds()[drop.feed or ""])
    return drop
