"""`medvind purge` and `medvind key rotate`: retention and key rotation."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import click
from rich.console import Console

from pipelines.commands.progress_bar import shown
from pipelines.errors import failure_remembered
from pipelines.intake.identity.key_files import keys_of
from pipelines.lock import data_lock
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


def rotate_key(settings: Settings) -> None:
    """Rotate the key of pseudonyms. Partners need not send anything again."""
    with shown(Console()) as bar, data_lock(settings):
        drops = rotate.rotate(settings, bar)
    click.echo(f"Nøglen er skiftet ud, og pseudonymerne i {drops} leverancer er lavet om.")
    click.echo(f"Tag en ny sikkerhedskopi af {settings.keys}, og slet den gamle. Skriv så: medvind run")
