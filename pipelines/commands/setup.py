"""`medvind init`, `demo`, `release` and `refuse`: make keys, fill the inbox with invented files, settle a held drop."""

from __future__ import annotations

import getpass
from datetime import date

import click

from pipelines.demo import fill_inbox
from pipelines.intake.decision.release import refuse as turn_away
from pipelines.intake.decision.release import release as let_in
from pipelines.intake.guides.partner_folders import fill_folders
from pipelines.intake.identity.key_files import SECRET, keys_of, make_first_keys, make_keys
from pipelines.intake.inbox.listing import open_inbox
from pipelines.lock import data_lock
from pipelines.operations.backup.restore import holds_something
from pipelines.settings import Settings


def init(settings: Settings) -> None:
    """Make the keys, or print that they exist."""
    if make_first_keys(settings):
        click.echo(f"Nøglerne er lavet i {settings.keys}.")
        click.echo(f"Flyt {SECRET} til et sikkert sted uden for maskinen: den åbner de originale filer.")
        click.echo("Tag en sikkerhedskopi af mappen. Uden pseudonym.key kan nye filer ikke kobles til gamle.")
    else:
        click.echo(f"Der er nøgler i {settings.keys} i forvejen. Intet er ændret.")
    open_inbox(settings)
    fill_folders(settings)
    click.echo(f"Skabeloner og en vejledning ligger i hver partners mappe i {settings.inbox}.")


def demo(settings: Settings, *, residents: int, years: int, seed: int) -> None:
    """Fill an empty data folder with the files of an invented neighbourhood; refuse one that holds anything."""
    with data_lock(settings):
        if settings.demo_marker.exists():
            click.echo("Den opfundne bydel er her allerede. Slet datamappens indhold for at begynde forfra.")
            return
        if holds_something((settings.inbox, settings.raw, settings.receipts, settings.marts)):
            raise click.ClickException(f"{settings.data} er ikke tom. En demo blandes ikke med rigtige data.")
        files = fill_inbox(
            settings.inbox, seed=seed, residents=residents, years=years, until=date.today(), gaps=True
        )
        # Last, so that an interrupted demo is not taken for a whole one.
        settings.demo_marker.touch()
        make_keys(settings.keys_folder / "demo", demo=True)
    click.echo(f"{files} filer fra opfundne partnere ligger i {settings.inbox}. Skriv nu: medvind run")


def release(settings: Settings, receipt: str, why: str, add: bool | None) -> None:
    """Release a held drop; the user's name and reason are kept."""
    with data_lock(settings):
        keys_of(settings)
        drop = let_in(settings, receipt, getpass.getuser(), why, add)
    click.echo(f"Filen fra {drop.partner} tæller nu med. Skriv: medvind run")


def refuse(settings: Settings, receipt: str, why: str) -> None:
    """Refuse a held drop; the user's name and reason are kept."""
    with data_lock(settings):
        drop = turn_away(settings, receipt, getpass.getuser(), why)
    click.echo(
        f"Filen fra {drop.partner} bliver ikke brugt. Partneren har fået en ny kvittering, der beder om en ny fil."
    )
