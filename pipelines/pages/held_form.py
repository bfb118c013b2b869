"""The form on the page of a receipt whose file is held: that it may count, how, and why."""

from __future__ import annotations

import getpass
from collections.abc import Mapping

from pipelines.intake.archive.manifest import HELD, Manifest, read_manifests
from pipelines.intake.decision.release import NotHeld, release
from pipelines.intake.identity.key_files import KeysMissing, keys_of
from pipelines.pages.free_lock import lock_if_free
from pipelines.settings import Settings

# What the form says of files that may be part of the same list.
_ADD = {"laeg-til": True, "erstat": False}


def held_drop(settings: Settings, receipt: str) -> Manifest | None:
    """Return the drop of a receipt; None where its file is not held, or the keys are not here."""
    try:
        keys_of(settings)
    except KeysMissing:
        return None
    found = (drop for drop in read_manifests(settings) if drop.receipt_id == receipt)
    return next((drop for drop in found if (settings.raw / drop.folder / HELD).exists()), None)


def let_in(settings: Settings, receipt: str, form: Mapping[str, str]) -> None:
    """Release the file as a form says. Raises NotHeld, also without a reason and while the lock is held."""
    with lock_if_free(settings, NotHeld):
        add = _ADD.get(form.get("hvordan", ""))
        release(settings, receipt, getpass.getuser(), form.get("hvorfor", "").strip(), add)
