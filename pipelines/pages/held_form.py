"""The form on the page of a receipt whose file is held: whether it may count, how, and why."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.intake.archive.drop_folder import HELD, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.release import NotHeld, refuse, release
from pipelines.intake.identity.key_files import KeysMissing, keys_of
from pipelines.pages.free_lock import lock_if_free
from pipelines.pages.visitor import visitor
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


def settle(settings: Settings, receipt: str, form: Mapping[str, str]) -> bool:
    """Release or refuse the file as a form says; return whether it counts. Raises NotHeld, also without a reason and
    while the lock is held."""
    why, who = form.get("hvorfor", "").strip(), visitor().name
    with lock_if_free(settings, NotHeld):
        if "afvis" in form:
            refuse(settings, receipt, who, why)
            return False
        release(settings, receipt, who, why, _ADD.get(form.get("hvordan", "")))
        return True
