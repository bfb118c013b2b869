"""The answer to a partner: a receipt as JSON, and in the partner's own `retur/` folder a page and a marked workbook."""

from __future__ import annotations

import logging
from pathlib import Path

from pipelines.atomic_io import replaced_file, write_json
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.receipt.headline import VERDICTS, headline, steps
from pipelines.intake.receipt.marked_cells import marked_workbook
from pipelines.intake.receipt.receipt_page import Reply, render
from pipelines.intake.receipt.return_folder import page_name, retur_folder, tidy
from pipelines.intake.receipt.sent_file import Sent
from pipelines.settings import Settings

log = logging.getLogger(__name__)

__all__ = ["VERDICTS", "Sent", "answer", "headline", "page_name", "receipt_of", "render", "steps"]


def receipt_of(settings: Settings, manifest: Manifest) -> Path:
    """Where the receipt of a drop lies. Where it is, the drop has been answered."""
    return settings.receipts / manifest.partner / f"{manifest.receipt_id}.json"


def answer(settings: Settings, manifest: Manifest, sent: Sent, before: Manifest | None = None) -> None:
    """Write the marked workbook, the page, and last the receipt; writing them again changes nothing.

    `before` is the delivery of the same partner and feed that this one is compared with.
    """
    folder = retur_folder(settings, manifest)
    marked = marked_workbook(folder, manifest, sent, settings.limits)
    with replaced_file(folder / page_name(manifest), folder / f".{manifest.receipt_id}.part") as temporary:
        temporary.write_text(_page(manifest, Reply(sent, before, marked)), encoding="utf-8")
    tidy(folder, manifest, settings.limits)
    write_json(receipt_of(settings, manifest), manifest.receipt())


def _page(manifest: Manifest, reply: Reply) -> str:
    """The page; a plainer one rather than none, should the sender's own table be beyond us to show."""
    try:
        return render(manifest, reply)
    except Exception as problem:
        log.error("Udsnittet til %s kunne ikke vises: %s", manifest.receipt_id, type(problem).__name__)
        return render(manifest)
