"""`medvind remind`: the e-mail to a partner that owes a list, to copy into one's own mail program."""

from __future__ import annotations

import click

from pipelines.publication.release.read_tables import read_publication
from pipelines.report.reminder_da import late_partners, reminder
from pipelines.settings import Settings
from schemas.place import place


def remind(settings: Settings, partner: str | None) -> bool:
    """Print the e-mail to a partner, or to each that owes something; return whether the partner owes anything."""
    tables = read_publication(settings).tables
    late = late_partners(tables)
    if partner and partner not in late:
        click.echo(f"Der mangler ikke noget fra {partner}.", err=True)
        return False
    if not late:
        click.echo("Alt, hvad der er aftalt til nu, er kommet.")
        return True
    sender = f"MedVind i {place().neighbourhood}"
    letters = (reminder(tables, one, sender) for one in ([partner] if partner else late))
    click.echo("\n\n---\n\n".join(letters))
    return True
