"""The folder `retur/`: what the files there are called, and how long they stay."""

from __future__ import annotations

import re
import time
from pathlib import Path, PurePosixPath

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.inbox.listing import RETUR
from pipelines.settings import Limits, Settings

_DAY = 86_400
_LONGEST = 60
# What we put behind the sender's name: a marked workbook that is mended and sent keeps its first name.
_OURS = re.compile(r" - (?:rettelser|kvittering) \d{8}-\w+$")


def return_folder(settings: Settings, manifest: Manifest) -> Path:
    """The partner's own folder for answers, which is there from now on.

    A link of that name could lead our answers anywhere and is removed; a file of that name is a drop with an
    unlucky name, and steps aside to be taken as one.
    """
    folder = settings.inbox / manifest.partner / RETUR
    if folder.is_symlink():
        folder.unlink()
    elif folder.is_file():
        folder.rename(folder.with_name("retur (fil)"))
    # One level at a time: an inbox that has just gone is not to be made anew.
    folder.parent.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)
    return folder


def page_name(manifest: Manifest) -> str:
    """A file name that the sender recognises and that is safe anywhere."""
    return f"{_stem(manifest)} - kvittering {manifest.receipt_id}.html"


def marked_name(manifest: Manifest) -> str:
    """The name of the marked workbook."""
    return f"{_stem(manifest)} - rettelser {manifest.receipt_id}.xlsx"


def _stem(manifest: Manifest) -> str:
    stem = _OURS.sub("", PurePosixPath(manifest.file_name).stem)
    return re.sub(r"[^\w\- ().]", "_", stem)[:_LONGEST]


def remove_outdated(folder: Path, manifest: Manifest, limits: Limits) -> None:
    """Remove old answers to files of the same name: nobody reads them, and workbooks hold personal data."""
    ours = re.compile(rf"{re.escape(_stem(manifest))} - (kvittering|rettelser) \d{{8}}-\w+\.(html|xlsx)")
    oldest = time.time() - limits.return_days * _DAY
    for path in folder.iterdir():
        if (
            ours.fullmatch(path.name)
            and manifest.receipt_id not in path.name
            and path.stat().st_mtime < oldest
        ):
            path.unlink(missing_ok=True)
