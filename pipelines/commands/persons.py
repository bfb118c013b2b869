"""`medvind find`, `forget` and `alias`: a person's rights. The number is typed where it is not shown, never given as
an argument: arguments stand in the shell's history and in the list of processes."""

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
    """What is typed unseen, or the next line of what is piped in."""
    if sys.stdin.isatty():
        return str(click.prompt(question, hide_input=True, prompt_suffix=": "))
    return sys.stdin.readline()


def _names(
    settings: Settings, typed: str, partner: str | None
) -> tuple[Keys, Persons, tuple[NumberPseudonyms, ...]]:
    """The keys the archive was written with, what is remembered, and the names of the person who was typed."""
    keys = keys_of(settings)
    History.read(settings, keys)
    persons = Persons.read(settings, keys)
    return keys, persons, finding.names_of(persons, keys, typed, partner)


def find(settings: Settings, partner: str | None) -> None:
    """Say in which drops a person stands."""
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
    """Erase a person and build the warehouse anew; the published figures follow with the next run."""
    typed = _ask("CPR-nummer")
    # Asked, and refused, before the house is locked: nobody waits for someone who thinks it over.
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
    """Let two numbers be one person from now on, and in all that is stored."""
    old, new = _ask("Det gamle CPR-nummer"), _ask("Det nye CPR-nummer")
    with data_lock(settings):
        keys, _, before = _names(settings, old, partner)
        after = _names(settings, new, partner)[2]
        write_line(settings, ACCESS, datetime.now(), command="alias")
        erasing.renumber(settings, keys, before[0], after[0], date.today())
    click.echo("De to numre er nu den samme person. Skriv: medvind run")
