"""`medvind backup`, `restore` and `drill`: copy the data folder, fill an empty one from a copy, rehearse that."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from pipelines.commands.progress_bar import shown, size
from pipelines.operations.backup.create import back_up
from pipelines.operations.backup.drill import drill as rehearse
from pipelines.operations.backup.restore import restore as put_back
from pipelines.privacy.access_log import DRILL
from pipelines.settings import Settings
from pipelines.text.danish import counted, moment


def backup(settings: Settings, where: Path) -> None:
    """Make a backup; print its folder and what it does not hold."""
    with shown(Console()) as bar:
        folder, inventory = back_up(settings, where.absolute(), bar)
    files = counted(len(inventory.files), "fil", "filer")
    click.echo(f"Sikkerhedskopien ligger i {folder} ({files}, {size(inventory.size)}).")
    click.echo(
        f"Nøglerne er ikke med: en kopi med nøgler kan åbnes af den, der finder den. Gem en kopi af {settings.keys} et "
        f"andet sted (fingeraftryk {inventory.fingerprint})."
    )
    click.echo(f"Skal den bruges: medvind restore {folder}")


def restore(settings: Settings, where: Path) -> None:
    """Fill an empty data folder from a backup; print what the operator still has to do."""
    with shown(Console()) as bar:
        folder, inventory = put_back(settings, where.absolute(), bar)
    files = counted(len(inventory.files), "fil", "filer")
    click.echo(f"{folder} er lagt på plads i {settings.data} ({files}, {size(inventory.size)}).")
    click.echo(f"Systemet er, som det var {moment(inventory.made_at.astimezone())}. Gør nu dette:")
    for place, step in enumerate(_THEN, 1):
        click.echo(f"{place}. {step}")


def drill(settings: Settings, where: Path, name: str | None) -> bool:
    """Rehearse a restore; print what was found, and return whether the backup equals what is in use."""
    with shown(Console()) as bar:
        found = rehearse(settings, where.absolute(), name, bar)
    files, newer = counted(found.files, "fil", "filer"), counted(found.newer, "fil", "filer")
    click.echo(
        f"{found.backup} fra {moment(found.made_at.astimezone())} er lagt på plads i en mappe for sig ({files})."
    )
    if found.is_equal:
        click.echo(f"Kopien er den samme som det, der er i brug. {newer} er kommet eller ændret siden.")
    else:
        places = ", ".join(f"{count} i {top}" for top, count in sorted(found.differing.items()))
        click.echo(f"Kopien er ikke den samme som det, der er i brug: {places}. Tag en ny, og øv igen.")
    click.echo(f"Øvelsen er skrevet op i {settings.logs / DRILL}.")
    return found.is_equal


_THEN = (
    "Skriv: medvind run. Databasen bliver regnet forfra af leverancerne; de udgivne tal er der allerede.",
    "Er en person slettet siden, er personen her igen: skriv medvind forget.",
    "Bed partnerne sende det igen, som de har sendt siden. Det, der er udgivet siden, husker systemet ikke.",
    "Giv mapperne deres grupper igen (docs/privacy.md), og skriv: medvind doctor",
)
