"""Commands on what partners send: check it, remind of it, decide on it, and answer what its words mean."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipelines.cli.group import OUT, in_a_folder, medvind, suggestions_of
from pipelines.settings import Settings


@medvind.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partner", help="Partnerens mappe i indbakken. Uden den regnes alle lister for aftalt.")
@click.option("--html", type=OUT, callback=in_a_folder, help="Skriv også kvitteringens side.")
def check(file: Path, partner: str | None, html: Path | None) -> None:
    """Vis den kvittering, FILE ville få. Intet gemmes."""
    from pipelines.commands.check import check

    if not check(Settings.from_environment(), file, partner, html):
        sys.exit(1)


@medvind.command()
@click.argument("feed", shell_complete=suggestions_of("feed"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    callback=in_a_folder,
    help="Filen eller mappen, skabelonen skal ligge i.",
)
def template(feed: str, out: Path | None) -> None:
    """Lav en Excel-skabelon til listen FEED, fx absence eller Fravær."""
    from pipelines.commands.template import template

    template(feed, out)


@medvind.command()
@click.argument("partner", required=False)
def remind(partner: str | None) -> None:
    """Skriv en venlig mail til PARTNER (ellers til hver partner, der mangler noget) om det, der mangler."""
    from pipelines.commands.remind import remind

    if not remind(Settings.from_environment(), partner):
        sys.exit(1)


@medvind.command()
@click.argument("receipt", shell_complete=suggestions_of("held"))
@click.option("--why", prompt="Hvorfor må filen bruges?", help="Begrundelsen gemmes sammen med filen.")
@click.option(
    "--add/--replace",
    default=None,
    help="Er filen en del af den samme liste, eller erstatter den det, vi har?",
)
def release(receipt: str, why: str, add: bool | None) -> None:
    """Lad en tilbageholdt fil (dens kvitteringsnummer) tælle med."""
    from pipelines.commands.setup import release

    release(Settings.from_environment(), receipt, why, add)


@medvind.command()
@click.argument("receipt", shell_complete=suggestions_of("held"))
@click.option("--why", prompt="Hvorfor kan filen ikke bruges?", help="Begrundelsen gemmes sammen med filen.")
def refuse(receipt: str, why: str) -> None:
    """Afvis en tilbageholdt fil (dens kvitteringsnummer); partneren får en ny kvittering."""
    from pipelines.commands.setup import refuse

    refuse(Settings.from_environment(), receipt, why)


@medvind.command()
@click.argument("receipt", shell_complete=suggestions_of("waiting"))
@click.argument("given", nargs=-1, required=True, metavar="KOLONNE=FELT...")
@click.option("--feed", help="Listen, hvis kvitteringen ikke siger den.")
def header(receipt: str, given: tuple[str, ...], feed: str | None) -> None:
    """Svar én gang på, hvad en kolonne i en afvist fil er (C=Sygdom), og læs filen igen."""
    from pipelines.commands.answers import header

    header(Settings.from_environment(), receipt, given, feed)


@medvind.command()
@click.argument("receipt", shell_complete=suggestions_of("waiting"))
@click.argument("field", metavar="FELT")
@click.argument("given", nargs=-1, required=True, metavar="TEKST=KODE...")
def code(receipt: str, field: str, given: tuple[str, ...]) -> None:
    """Svar én gang på, hvilken kode en tekst i en afvist fil er (Urban=561002), og læs filen igen."""
    from pipelines.commands.answers import code

    code(Settings.from_environment(), receipt, field, given)


@medvind.command()
def answers() -> None:
    """Vis de svar, der er givet på partneres egne overskrifter og koder, og de filer, der venter på svar."""
    from pipelines.commands.answers import list_answers

    list_answers(Settings.from_environment())


@medvind.command()
@click.argument("number", type=int)
def unanswer(number: int) -> None:
    """Tag et svar tilbage (dets nummer i `medvind answers`)."""
    from pipelines.commands.answers import unanswer

    unanswer(Settings.from_environment(), number)
