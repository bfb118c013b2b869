"""`medvind purge`, `medvind maintenance` and `medvind key rotate`: retention, growth and key rotation."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import datetime

import click
from rich.console import Console

from pipelines.commands.progress_bar import shown, size
from pipelines.errors import failure_remembered
from pipelines.intake.identity.key_files import keys_of
from pipelines.lock import data_lock
from pipelines.operations.upkeep import link_equal_files
from pipelines.privacy import retention, rotate
from pipelines.settings import Settings


def purge(settings: Settings, dry_run: bool) -> None:
    """Remove what is past its retention period; in a dry run only print it."""
    now = datetime.now()
    with (
        shown(Console()) as bar,
        failure_remembered(settings, lambda: "purge", ["purge"]),
        data_lock(settings),
    ):
        keys_of(settings)
        gone = list(retention.due(settings, now.date())) if dry_run else retention.purge(settings, now, bar)
    for found in gone if dry_run else ():
        click.echo(f"{found.receipt_id}  {found.what}: {found.why}")
    counts = ", ".join(f"{count} {what}" for what, count in sorted(Counter(f.what for f in gone).items()))
    if not gone:
        click.echo("Der er intet, der har ligget for længe.")
    else:
        click.echo(f"{'Det ville blive slettet' if dry_run else 'Slettet'}: {counts}.")


def maintenance(settings: Settings) -> None:
    """Link equal published files, and remove Dagster's old runs; print what it gave."""
    with data_lock(settings):
        freed = link_equal_files(settings)
    click.echo(f"Ens filer i udgivelser og fastfrysninger er gjort til én: {size(freed)} er blevet fri.")
    if (settings.dagster / "dagster.yaml").exists():
        click.echo(f"Dagster har glemt {_remove_old_runs(settings)} gamle kørsler.")


def _remove_old_runs(settings: Settings) -> str:
    """Let Dagster remove them, which takes a process of its own. Raises ClickException where it fails."""
    environment = os.environ | {"DAGSTER_HOME": str(settings.dagster), "MEDVIND_DATA": str(settings.data)}
    command = [sys.executable, "-P", "-W", "ignore", "-m", "pipelines.orchestration.old_runs"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise click.ClickException(
            "Dagsters gamle kørsler kunne ikke fjernes. Det, der står ovenfor, siger hvorfor."
        )
    return done.stdout.split()[-1]


def rotate_key(settings: Settings) -> None:
    """Rotate the key of pseudonyms. Partners need not send anything again."""
    with shown(Console()) as bar, data_lock(settings):
        drops = rotate.rotate(settings, bar)
    click.echo(f"Nøglen er skiftet ud, og pseudonymerne i {drops} leverancer er lavet om.")
    click.echo(f"Tag en ny sikkerhedskopi af {settings.keys}, og slet den gamle. Skriv så: medvind run")
