"""Putting a backup in place of a house that is gone: checked file by file, and then moved in at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from pipelines.atomic_io import new_folder
from pipelines.intake.identity.key_files import KeysMissing, check_place, load_keys
from pipelines.lock import data_lock
from pipelines.operations.backup.create import backups
from pipelines.operations.backup.inventory import INSTALLATION, MANIFEST, File, Inventory, NoBackup, copy
from pipelines.operations.backup.link_snapshot import backed_up_folders
from pipelines.operations.migrations import check_format, open_store
from pipelines.permissions import private_files
from pipelines.progress import Progress, no_progress, progress_in_parts
from pipelines.settings import Settings


def restore(settings: Settings, where: Path, progress: Progress = no_progress) -> tuple[Path, Inventory]:
    """Fill an empty house from a backup, or from the newest one in a folder of them; return which, and what it held.

    Raises NoBackup where there is none, where it is damaged, where the house is not empty, and where the keys are
    not those that it was made with; NotOurFormat where it is newer than the program.
    """
    folder = _find(where)
    inventory = Inventory.read(folder)
    check_format(inventory.format)
    _check_keys(settings, inventory)
    progress("restore")
    with data_lock(settings):
        if holds_something(backed_up_folders(settings), besides=(settings.failure,)):
            raise NoBackup(
                f"{settings.data} er ikke tom. En sikkerhedskopi lægges kun i en tom datamappe: flyt mappens indhold "
                "et andet sted hen, eller lad MEDVIND_DATA pege på en ny mappe."
            )
        with private_files(), new_folder(settings.restored) as building:
            _unpack(folder, inventory, building, progress)
        open_store(settings)
    return folder, inventory


def holds_something(places: Iterable[Path], besides: Iterable[Path] = ()) -> bool:
    """Whether there is a file in one of these rooms; those `besides` do not count."""
    files = (path for room in places if room.exists() for path in room.rglob("*") if not path.is_dir())
    return any(path.name != ".gitkeep" and path not in besides for path in files)


def _find(where: Path) -> Path:
    if (where / MANIFEST).exists():
        return where
    if found := backups(where):
        return found[-1]
    raise NoBackup(f"Der er ingen sikkerhedskopi i {where}. Skriv den mappe, som medvind backup fik.")


def _check_keys(settings: Settings, inventory: Inventory) -> None:
    """The keys lie apart from the data and their copies: they must be here before the house is."""
    check_place(settings)
    place = settings.keys_folder / "demo" if inventory.demo else settings.keys_folder
    try:
        found = load_keys(place).fingerprint
    except KeysMissing as problem:
        raise NoBackup(
            "Nøglerne er ikke med i en sikkerhedskopi; de ligger for sig. Læg jeres kopi af dem (fingeraftryk "
            f"{inventory.fingerprint}) i {place}, og prøv igen. Lav ikke nye med medvind init. ({problem})"
        ) from None
    if found != inventory.fingerprint:
        raise NoBackup(
            f"Nøglerne i {place} er ikke dem, sikkerhedskopien er lavet med: deres fingeraftryk er {found}, og "
            f"kopiens er {inventory.fingerprint}. Læg de rigtige nøgler der, og prøv igen."
        )


def _unpack(backup: Path, inventory: Inventory, target: Path, progress: Progress) -> None:
    hear = progress_in_parts(progress, "restore", inventory.size)
    for name in inventory.folders:
        (target / name).mkdir()
    for file in inventory.files:
        _unpack_file(backup / INSTALLATION / file.path, target / file.path, file, hear)
    for name, leads_to in inventory.links.items():
        (target / name).symlink_to(leads_to)
    for name, mode in inventory.folders.items():
        (target / name).chmod(mode)


def _unpack_file(source: Path, target: Path, file: File, hear: Callable[[int], None]) -> None:
    damaged = NoBackup(
        f"{source} er ikke, som den var, da kopien blev taget. Intet er lagt på plads. Brug en anden sikkerhedskopi."
    )
    try:
        if copy(source, target, hear) != file.sha256:
            raise damaged
    except FileNotFoundError:
        raise damaged from None
    target.chmod(file.mode)
    os.utime(target, ns=(file.modified_ns, file.modified_ns))
