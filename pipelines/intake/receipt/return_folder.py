"""The return folder `retur/`: the names of the files in it, and how long they are kept."""

from __future__ import annotations

import re
import time
from pathlib import Path, PurePosixPath

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.inbox.listing import RETUR
from pipelines.settings import Limits, Settings

_DAY = 86_400
_LONGEST = 60
# The suffix of receipt files: a marked workbook that is corrected and sent keeps its original name.
_SUFFIX = re.compile(r" - (?:rettelser|kvittering) \d{8}-\w+$")


def return_folder(settings: Settings, partner: str) -> Path:
    """Return the return folder of a partner (its folder in the inbox), created where it is missing.

    A link of that name could lead anywhere and is removed. A file of that name is a drop; it is renamed, to be
    ingested as one.
    """
    folder = settings.inbox / partner / RETUR
    if folder.is_symlink():
        folder.unlink()
    elif folder.is_file():
        folder.rename(folder.with_name("retur (fil)"))
    # Not with parents: an inbox that has just been unmounted must not be created again.
    folder.parent.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)
    return folder


def page_name(manifest: Manifest) -> str:
    """Return the file name of the receipt page, recognisable to the sender and valid on every system."""
    return f"{_stem(manifest)} - kvittering {manifest.receipt_id}.html"


def marked_name(manifest: Manifest) -> str:
    """Return the file name of the marked workbook."""
    return f"{_stem(manifest)} - rettelser {manifest.receipt_id}.xlsx"


def _stem(manifest: Manifest) -> str:
    stem = _SUFFIX.sub("", PurePosixPath(manifest.file_name).stem)
    return re.sub(r"[^\w\- ().]", "_", stem)[:_LONGEST]


def remove_outdated(folder: Path, manifest: Manifest, limits: Limits) -> None:
    """Remove old receipts of files with the same name: they are outdated, and workbooks hold personal data."""
    receipts = re.compile(rf"{re.escape(_stem(manifest))} - (kvittering|rettelser) \d{{8}}-\w+\.(html|xlsx)")
    oldest = time.time() - limits.return_days * _DAY
    for path in folder.iterdir():
        if (
            receipts.fullmatch(path.name)
            and manifest.receipt_id not in path.name
            and path.stat().st_mtime < oldest
        ):
            path.unlink(missing_ok=True)
