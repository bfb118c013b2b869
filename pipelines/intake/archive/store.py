"""Write drops to the archive: each is a folder that gets its name by one atomic rename."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from pipelines.atomic_io import new_folder, write_json
from pipelines.intake.archive.drop_folder import HELD, MANIFEST, ORIGINAL, QUARANTINE, ROWS
from pipelines.intake.archive.kept_rows import add_kept_rows
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.archive.row_writer import DropWriter
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.pseudonyms import Pseudonyms
from pipelines.intake.validation.checked_rows import Checked
from pipelines.settings import Settings
from schemas.contract import Feed


def store_drop(
    settings: Settings,
    manifest: Manifest,
    feed: Feed | None,
    checked: Checked | None,
    seal: Callable[[Path], None] | None,
    keys: Keys,
) -> None:
    """Write a drop to the archive.

    `seal` writes the encrypted original; None where the archive has it already, or it may not be kept.
    """
    with _drop_folder(settings, manifest.folder) as folder:
        if feed and checked:
            pseudonyms = Pseudonyms(checked.persons, keys, manifest.partner)
            writer = DropWriter(feed, manifest, pseudonyms, checked.cross_row.variants)
            if manifest.accepted or manifest.verdict == "held":
                writer.write(checked.loaded_chunks(), folder / (ROWS if manifest.accepted else HELD))
            if manifest.accepted:
                add_kept_rows(settings, folder / ROWS, manifest, feed)
            # Quarantined rows, as far as they could be parsed, with their problem codes. The sealed original has
            # the rest.
            writer.write(checked.quarantined_chunks(), folder / QUARANTINE)
        if seal:
            seal(folder / ORIGINAL)
        write_json(folder / MANIFEST, manifest.as_json())


def _drop_folder(settings: Settings, name: str) -> AbstractContextManager[Path]:
    """Create a folder to fill, which gets its name in the archive by one atomic rename."""
    target = settings.raw / name
    return new_folder(target, settings.raw / ".incoming" / target.name)
