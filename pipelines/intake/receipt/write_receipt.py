"""Write a drop's receipt: as JSON, and in the partner's return folder as a page and a marked workbook."""

from __future__ import annotations

import logging
from pathlib import Path

from pipelines.atomic_io import replaced_file, write_json
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.receipt.marked_cells import write_marked_workbook
from pipelines.intake.receipt.receipt_page import PageContent, render_page
from pipelines.intake.receipt.return_folder import page_name, remove_outdated, return_folder
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.intake.work_budget import TooMuchWork, work_budget
from pipelines.settings import Limits, Settings

log = logging.getLogger(__name__)


def receipt_of(settings: Settings, manifest: Manifest) -> Path:
    """Return the path of a drop's receipt. It exists once the receipt has been written completely."""
    return settings.receipts / manifest.partner / f"{manifest.receipt_id}.json"


def write_receipt(
    settings: Settings, manifest: Manifest, sent: SentFile, before: Manifest | None = None
) -> None:
    """Write the marked workbook, the page, and the receipt last. Writing them again changes nothing.

    `before` is the previous drop of the same partner and feed, which the page compares this one with.
    """
    folder = return_folder(settings, manifest.partner)
    marked = write_marked_workbook(folder, manifest, sent, settings.limits)
    with replaced_file(folder / page_name(manifest), folder / f".{manifest.receipt_id}.part") as temporary:
        page = _page(manifest, PageContent(sent, before, marked), settings.limits)
        temporary.write_text(page, encoding="utf-8")
    remove_outdated(folder, manifest, settings.limits)
    write_json(receipt_of(settings, manifest), manifest.receipt())


def _page(manifest: Manifest, content: PageContent, limits: Limits) -> str:
    """Render the page; without the sender's own cells where they cannot be shown."""
    try:
        with work_budget(limits.work_seconds):
            return render_page(manifest, content)
    except (Exception, TooMuchWork) as problem:
        log.error("Udsnittet til %s kunne ikke vises: %s", manifest.receipt_id, type(problem).__name__)
        return render_page(manifest)
