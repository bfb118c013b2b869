"""`medvind find`, `forget` and `alias`: the rights of a registered person.

The CPR number is read from a hidden prompt, never from an argument: arguments stand in the shell's history and in the
list of processes."""

from __future__ import annotations

import sys
from datetime import date, datetime

import click
from rich.console import Console

from pipelines import pipeline
from pipelines.commands.terminal_tables import show
from pipelines.intake.archive.history import History
from pipelines.intake.identity.key_files import keys_of
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import NumberPseudonyms, Persons
from pipelines.lock import data_lock
from pipelines.privacy import find as finding
from pipelines.privacy import forget as erasing
from pipelines.privacy.access_log import ACCESS, write_line
from pipelines.privacy.forget import Erased
from pipelines.settings import Settings

_SURE = "slet"


def _ask(question: str) -> str:
    """Read a number from a hidden prompt, or the next line of piped input."""
    if sys.stdin.isatty():
        return str(click.prompt(question, hide_input=True, prompt_suffix=": "))
    return sys.stdin.readline()


def _names(
    settings: Settings, typed: str, partner: str | None
) -> tuple[Keys, Persons, tuple[NumberPseudonyms, ...]]:
    """Return the archive's keys, the person register, and the pseudonyms of the typed person."""
    keys = keys_of(settings)
    History.read(settings, keys)
    persons = Persons.read(settings, keys)
    return keys, persons, finding.names_of(persons, keys, typed, partner)


def find(settings: Settings, partner: str | None) -> None:
    """Print the drops that hold rows of a person."""
    _, persons, names = _names(settings, _ask("CPR-nummer"), partner)
    found = finding.find(settings, names)
    write_line(settings, ACCESS, datetime.now(), command="find", rows=sum(place.rows for place in found))
    if day := persons.erased.get(names[0].erasure_key):
        click.echo(f"Personen blev slettet den {date.fromisoformat(day):%d-%m-%Y} og tages ikke ind igen.")
    if not found:
        click.echo("Personen står ikke i nogen leverance, vi har taget imod.")
        return
    rows = [
        (f.drop.receipt_id, f.drop.partner, f.drop.feed, f.drop.received_at, f.rows, f.where) for f in found
    ]
    show(Console(), ("Kvittering", "Partner", "Liste", "Modtaget", "Rækker", "Hvad de er"), rows)


def forget(settings: Settings, partner: str | None, sure: bool) -> None:
    """Erase a person and rebuild the warehouse; the published figures follow with the next run."""
    typed = _ask("CPR-nummer")
    # Before the lock is taken: nothing else waits while the user decides.
    _names(settings, typed, partner)
    if not sure:
        _make_sure()
    with data_lock(settings):
        keys, _, names = _names(settings, typed, partner)
        erased = erasing.forget(settings, keys, names, date.today())
        write_line(settings, ACCESS, datetime.now(), command="forget", rows=erased.rows)
        _tell(erased)
        pipeline.build(settings)


def _make_sure() -> None:
    question = f"Personen slettes for altid i alle leverancer. Skriv {_SURE} for at gå videre"
    if click.prompt(question, default="", show_default=False).strip().casefold() != _SURE:
        raise click.Abort


def _tell(erased: Erased) -> None:
    click.echo(f"Slettet: {erased.rows} rækker i {len(erased.drops)} leverancer.")
    if erased.originals:
        click.echo(
            f"{len(erased.originals)} forseglede originaler er slettet helt, for de kan ikke åbnes her: "
            + ", ".join(drop.receipt_id for drop in erased.originals)
        )
    if erased.unseen:
        click.echo(
            f"{erased.unseen} originaler er af afviste filer, som ingen kan se ind i. De går med medvind purge."
        )
    click.echo(
        "Kommer personen i en ny fil, bliver rækkerne udeladt. Tallene følger med ved næste: medvind run"
    )


def alias(settings: Settings, partner: str | None) -> None:
    """Register that two CPR numbers are one person, and merge their stored rows."""
    old, new = _ask("Det gamle CPR-nummer"), _ask("Det nye CPR-nummer")
    with data_lock(settings):
        keys, _, before = _names(settings, old, partner)
        after = _names(settings, new, partner)[2]
        write_line(settings, ACCESS, datetime.now(), command="alias")
        erasing.renumber(settings, keys, before[0], after[0], date.today())
    click.echo("De to numre er nu den samme person. Skriv: medvind run")
