"""Restore a backup into an empty data folder: every file is verified before anything is moved into place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from pipelines.atomic_io import new_folder
from pipelines.intake.identity.key_files import KeysMissing, check_place, load_keys
from pipelines.intake.inbox.own_files import OwnFiles
from pipelines.lock import data_lock
from pipelines.operations.backup.create import backups
from pipelines.operations.backup.inventory import INSTALLATION, MANIFEST, File, Inventory, NoBackup, copy
from pipelines.operations.backup.link_snapshot import backed_up_folders
from pipelines.operations.migrations import check_format, open_store
from pipelines.permissions import private_files
from pipelines.progress import Progress, no_progress, progress_in_parts
from pipelines.settings import Settings


def restore(settings: Settings, where: Path, progress: Progress = no_progress) -> tuple[Path, Inventory]:
    """Restore a backup, or the newest one in a folder of them; return its folder and inventory.

    Raises NoBackup where there is none, where it is damaged, where the data folder is not empty, and where the keys
    are not those that it was made with; NotOurFormat where it is newer than the program.
    """
    folder = find_backup(where)
    inventory = Inventory.read(folder)
    check_format(inventory.format)
    _check_keys(settings, inventory)
    progress("restore")
    with data_lock(settings):
        if holds_something(backed_up_folders(settings), ignored=(settings.failure,)):
            raise NoBackup(
                f"{settings.data} er ikke tom. En sikkerhedskopi lægges kun i en tom datamappe: flyt mappens indhold "
                "et andet sted hen, eller lad MEDVIND_DATA pege på en ny mappe."
            )
        with private_files(), new_folder(settings.restored) as building:
            _unpack(folder, inventory, building, progress)
        open_store(settings)
    return folder, inventory


def holds_something(folders: Iterable[Path], ignored: Iterable[Path] = ()) -> bool:
    """Return whether there is a file in one of these folders, other than those `ignored` and our own templates."""
    files = (path for top in folders if top.exists() for path in top.rglob("*") if not path.is_dir())
    kept = (path for path in files if not OwnFiles(path.parent.parent).holds(path))
    return any(path.name != ".gitkeep" and path not in ignored for path in kept)


def find_backup(where: Path) -> Path:
    """Return the backup that a folder is, or the newest of those in it. Raises NoBackup where there is none."""
    if (where / MANIFEST).exists():
        return where
    if found := backups(where):
        return found[-1]
    raise NoBackup(f"Der er ingen sikkerhedskopi i {where}. Skriv den mappe, som medvind backup fik.")


def _check_keys(settings: Settings, inventory: Inventory) -> None:
    """Raise NoBackup unless the keys of the backup are in place; they are not a part of it."""
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
    advance = progress_in_parts(progress, "restore", inventory.size)
    for name in inventory.folders:
        (target / name).mkdir()
    for file in inventory.files:
        _unpack_file(backup / INSTALLATION / file.path, target / file.path, file, advance)
    for name, leads_to in inventory.links.items():
        (target / name).symlink_to(leads_to)
    for name, mode in inventory.folders.items():
        (target / name).chmod(mode)


def _unpack_file(source: Path, target: Path, file: File, advance: Callable[[int], None]) -> None:
    damaged = NoBackup(
        f"{source} er ikke, som den var, da kopien blev taget. Intet er lagt på plads. Brug en anden sikkerhedskopi."
    )
    try:
        if copy(source, target, advance) != file.sha256:
            raise damaged
    except FileNotFoundError:
        raise damaged from None
    target.chmod(file.mode)
    os.utime(target, ns=(file.modified_ns, file.modified_ns))
