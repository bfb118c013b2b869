"""Making a house ready: keys, a synthetic neighbourhood, and letting a held drop in."""

from __future__ import annotations

import getpass
from datetime import date

import click

from pipelines.demo import fill_inbox
from pipelines.intake.decision.release import release as let_in
from pipelines.intake.identity.key_files import SECRET, check_place, keys_of, make_keys
from pipelines.lock import data_lock
from pipelines.operations.backup.restore import holds_something
from pipelines.settings import Settings


def init(settings: Settings) -> None:
    """Make the keys, or say that they are there."""
    check_place(settings)
    if make_keys(settings.keys):
        click.echo(f"Nøglerne er lavet i {settings.keys}.")
        click.echo(f"Flyt {SECRET} til et sikkert sted uden for maskinen: den åbner de originale filer.")
        click.echo("Tag en sikkerhedskopi af mappen. Uden pseudonym.key kan nye filer ikke kobles til gamle.")
    else:
        click.echo(f"Der er nøgler i {settings.keys} i forvejen. Intet er ændret.")


def demo(settings: Settings, *, residents: int, years: int, seed: int) -> None:
    """Fill an empty house with invented people; leave a house with anything in it alone."""
    with data_lock(settings):
        if settings.demo_marker.exists():
            click.echo("Den opfundne bydel er her allerede. Slet datamappens indhold for at begynde forfra.")
            return
        if holds_something((settings.inbox, settings.raw, settings.receipts, settings.marts)):
            raise click.ClickException(f"{settings.data} er ikke tom. En demo blandes ikke med rigtige data.")
        files = fill_inbox(settings.inbox, seed=seed, residents=residents, years=years, until=date.today())
        # The mark comes last: half a demo is no demo.
        settings.demo_marker.touch()
        make_keys(settings.keys_folder / "demo", demo=True)
    click.echo(f"{files} filer fra opfundne partnere ligger i {settings.inbox}. Skriv nu: medvind run")


def release(settings: Settings, receipt: str, why: str) -> None:
    """Let a held drop in, in the name of the one who types."""
    with data_lock(settings):
        keys_of(settings)
        drop = let_in(settings, receipt, getpass.getuser(), why)
    click.echo(f"Filen fra {drop.partner} tæller nu med. Skriv: medvind run")
