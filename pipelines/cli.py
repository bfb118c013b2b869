"""The command `medvind`. Exit codes: 0 done, 1 something needs a person, 2 wrong usage.

A command's modules are imported when it is called: start-up is most of a short command's time.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

import click

from pipelines.settings import ENGINES, Settings


def _suggest(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return the shell completion of an argument; names are looked up when Tab is pressed."""

    def suggest(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
        from pipelines.commands.completion import suggestions

        return suggestions(kind, begun)

    return suggest


def _in_a_folder(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """Refuse a path whose folder is missing."""
    if path is not None and not path.parent.is_dir():
        raise click.BadParameter(f"Mappen {path.parent} findes ikke. Lav den først, eller vælg en anden.")
    return path


_OUT = click.Path(dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="medvind", message="medvind %(version)s", help="Vis programmets version.")
def medvind() -> None:
    """MedVinds fælles målesystem: filer ind, beskyttede tal ud."""


@medvind.command()
def init() -> None:
    """Lav systemets nøgler (én gang; de overskrives aldrig)."""
    from pipelines.commands.setup import init

    init(Settings.from_environment())


@medvind.command()
@click.option("--residents", default=6000, show_default=True, help="Hvor mange borgere der opfindes.")
@click.option("--years", default=3, show_default=True, help="Hvor mange skoleår de følges.")
@click.option("--seed", default=7, show_default=True, help="Samme tal giver samme by.")
def demo(residents: int, years: int, seed: int) -> None:
    """Fyld indbakken med en opfunden bydel."""
    from pipelines.commands.setup import demo

    demo(Settings.from_environment(), residents=residents, years=years, seed=seed)


@medvind.command()
@click.option(
    "--as-of",
    metavar="DATO",
    shell_complete=_suggest("label"),
    help="Regn i stedet om, som det var en dag eller ved en fastfrysning.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    envvar="MEDVIND_ENGINE",
    help="Hvad der regnes med (ellers MEDVIND_ENGINE, ellers duckdb). Se docs/scaling.md.",
)
def run(as_of: str | None, engine: str | None) -> None:
    """Tag imod det, der venter, regn om, og udgiv."""
    from pipelines.commands.freeze import rebuild
    from pipelines.commands.run import run

    settings = Settings.from_environment()
    if engine:
        settings = replace(settings, engine=engine)
    if as_of:
        rebuild(settings, as_of)
    else:
        run(settings)


@medvind.command()
@click.option(
    "--to",
    metavar="ADRESSE",
    help="postgresql://bruger@vært/database (ellers MEDVIND_PUBLISH_TO). Adgangskoden kan stå i ~/.pgpass.",
)
def publish(to: str | None) -> None:
    """Send de udgivne tal til en PostgreSQL-server, så andre programmer kan læse dem dér."""
    from pipelines.commands.publish import publish

    publish(Settings.from_environment(), to)


@medvind.command()
@click.argument("label")
def freeze(label: str) -> None:
    """Gem de udgivne tal for altid under navnet LABEL, fx 2026K4."""
    from pipelines.commands.freeze import freeze

    freeze(Settings.from_environment(), label)


@medvind.command()
@click.argument("before", shell_complete=_suggest("label"))
@click.argument("after", required=False, shell_complete=_suggest("label"))
@click.option("--all", "everything", is_flag=True, help="Vis også tal, der er delt op.")
def diff(before: str, after: str | None, everything: bool) -> None:
    """Vis, hvilke tal der er ændret fra fastfrysningen BEFORE til AFTER (ellers til nu), og hvorfor."""
    from pipelines.commands.diff import diff

    diff(Settings.from_environment(), before, after, everything)


@medvind.command()
@click.argument("indicator", shell_complete=_suggest("indicator"))
@click.argument("period")
@click.option("--area", shell_complete=_suggest("area"), help="Boligområde, kode eller navn.")
@click.option("--gender", help="female eller male.")
@click.option("--age-band", help="Aldersgruppe, fx 18-24.")
@click.option("--school", help="Institutionsnummer.")
def explain(indicator: str, period: str, **cell: str | None) -> None:
    """Forklar ét tal: hvad det er, hvad det hviler på, og hvad der er ændret siden sidst."""
    from pipelines.commands.explain import explain

    if not explain(Settings.from_environment(), indicator, period, cell):
        sys.exit(1)


@medvind.command()
def report() -> None:
    """Lav rapporten og regnearket igen af det, der er udgivet."""
    from pipelines.commands.report import report

    report(Settings.from_environment())


@medvind.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partner", help="Partnerens mappe i indbakken. Uden den regnes alle lister for aftalt.")
@click.option("--html", type=_OUT, callback=_in_a_folder, help="Skriv også kvitteringens side.")
def check(file: Path, partner: str | None, html: Path | None) -> None:
    """Vis den kvittering, FILE ville få. Intet gemmes."""
    from pipelines.commands.check import check

    if not check(Settings.from_environment(), file, partner, html):
        sys.exit(1)


@medvind.command()
@click.argument("feed", shell_complete=_suggest("feed"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    callback=_in_a_folder,
    help="Filen eller mappen, skabelonen skal ligge i.",
)
def template(feed: str, out: Path | None) -> None:
    """Lav en Excel-skabelon til listen FEED, fx absence eller Fravær."""
    from pipelines.commands.template import template

    template(feed, out)


@medvind.command()
@click.option("--port", default=3000, show_default=True, help="Dagsters port på denne maskine.")
@click.option("--pages", type=int, help="Port til siden med tallene. Ellers den efter Dagsters.")
@click.option(
    "--behind-proxy",
    "proxy",
    metavar="MAPPE",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Lyt også på to sokler i MAPPE til en proxy, der logger læsere ind (docs/readers.md).",
)
def serve(port: int, pages: int | None, proxy: Path | None) -> None:
    """Start siden med tallene og Dagster (overvågning af indbakken og plan) på 127.0.0.1."""
    from pipelines.commands.serve import serve

    serve(Settings.from_environment(), port, pages, proxy)


@medvind.command()
def status() -> None:
    """Vis på én side, hvordan det står til: tallene, leverancerne, og hvad der venter på jer."""
    from pipelines.commands.status import status

    status(Settings.from_environment())


@medvind.command()
@click.argument("partner", required=False)
def remind(partner: str | None) -> None:
    """Skriv en venlig mail til PARTNER (ellers til hver partner, der mangler noget) om det, der mangler."""
    from pipelines.commands.remind import remind

    if not remind(Settings.from_environment(), partner):
        sys.exit(1)


@medvind.command()
def doctor() -> None:
    """Undersøg, om alt er, som det skal være, og sig, hvad der skal gøres."""
    from pipelines.commands.doctor import doctor

    if not doctor(Settings.from_environment()):
        sys.exit(1)


_FOLDER = click.Path(file_okay=False, path_type=Path)


@medvind.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
def backup(folder: Path) -> None:
    """Tag en sikkerhedskopi af hele systemet i mappen DIR, også mens det arbejder. Nøglerne er ikke med."""
    from pipelines.commands.backup import backup

    backup(Settings.from_environment(), folder)


@medvind.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
def restore(folder: Path) -> None:
    """Læg en sikkerhedskopi (eller den nyeste i mappen DIR) på plads i en tom datamappe."""
    from pipelines.commands.backup import restore

    restore(Settings.from_environment(), folder)


@medvind.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--name", help="Hvad kopien hedder i loggen. Ellers navnet på dens mappe.")
def drill(folder: Path, name: str | None) -> None:
    """Øv gendannelse: læg en sikkerhedskopi (eller den nyeste i DIR) i en mappe for sig, og hold den op mod data."""
    from pipelines.commands.backup import drill

    if not drill(Settings.from_environment(), folder, name):
        sys.exit(1)


@medvind.command()
@click.argument("receipt", shell_complete=_suggest("held"))
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
@click.argument("receipt", shell_complete=_suggest("held"))
@click.option("--why", prompt="Hvorfor kan filen ikke bruges?", help="Begrundelsen gemmes sammen med filen.")
def refuse(receipt: str, why: str) -> None:
    """Afvis en tilbageholdt fil (dens kvitteringsnummer); partneren får en ny kvittering."""
    from pipelines.commands.setup import refuse

    refuse(Settings.from_environment(), receipt, why)


@medvind.command()
@click.argument("receipt", shell_complete=_suggest("waiting"))
@click.argument("given", nargs=-1, required=True, metavar="KOLONNE=FELT...")
@click.option("--feed", help="Listen, hvis kvitteringen ikke siger den.")
def header(receipt: str, given: tuple[str, ...], feed: str | None) -> None:
    """Svar én gang på, hvad en kolonne i en afvist fil er (C=Sygdom), og læs filen igen."""
    from pipelines.commands.answers import header

    header(Settings.from_environment(), receipt, given, feed)


@medvind.command()
@click.argument("receipt", shell_complete=_suggest("waiting"))
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


@medvind.command()
@click.argument("query", required=False)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "csv", "xlsx", "json", "markdown"]),
    default="table",
    show_default=True,
    help="Hvordan svaret skrives.",
)
@click.option("--out", type=_OUT, callback=_in_a_folder, help="Filen, svaret skrives i.")
def sql(query: str | None, kind: str, out: Path | None) -> None:
    """Spørg de udgivne tal med SQL. Uden QUERY åbnes en skal."""
    from pipelines.commands.sql import sql

    sql(Settings.from_environment(), query, kind, out)


@medvind.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Skriv de linjer, der lærer din skal at foreslå navne, når du trykker Tab."""
    from pipelines.commands.completion import completion

    completion(medvind, shell)


_PARTNER = click.option("--partner", help="Partnerens mappe; nødvendig ved et erstatningsnummer.")


@medvind.command()
@_PARTNER
def find(partner: str | None) -> None:
    """Vis, i hvilke leverancer en person står. CPR-nummeret skrives, når der spørges."""
    from pipelines.commands.persons import find

    find(Settings.from_environment(), partner)


@medvind.command()
@_PARTNER
@click.option("--yes", is_flag=True, help="Spørg ikke, om det er meningen.")
def forget(partner: str | None, yes: bool) -> None:
    """Slet en person i alle leverancer, for altid. CPR-nummeret skrives, når der spørges."""
    from pipelines.commands.persons import forget

    forget(Settings.from_environment(), partner, yes)


@medvind.command()
@_PARTNER
def alias(partner: str | None) -> None:
    """Fortæl, at en person har fået nyt CPR-nummer. Numrene skrives, når der spørges."""
    from pipelines.commands.persons import alias

    alias(Settings.from_environment(), partner)


@medvind.command()
@click.option("--dry-run", is_flag=True, help="Vis kun, hvad der ville blive slettet.")
def purge(dry_run: bool) -> None:
    """Slet det, der har ligget længere end aftalt (originaler, gamle svar)."""
    from pipelines.commands.maintenance import purge

    purge(Settings.from_environment(), dry_run)


@medvind.command()
def maintenance() -> None:
    """Gør det mindre, som ellers vokser: ens filer i fastfrysninger, og Dagsters historik. Ingen data går tabt."""
    from pipelines.commands.maintenance import maintenance

    maintenance(Settings.from_environment())


@medvind.group()
def key() -> None:
    """Nøglen til pseudonymerne."""


@key.command()
def rotate() -> None:
    """Skift nøglen ud; ingen partner skal sende noget igen."""
    from pipelines.commands.maintenance import rotate_key

    rotate_key(Settings.from_environment())


@medvind.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def dbt(words: tuple[str, ...]) -> None:
    """For analysts: call dbt on this installation, e.g. `medvind dbt build --select stg_absence+`."""
    from pipelines.commands.dbt import dbt

    dbt(Settings.from_environment(), words)


def entry() -> None:
    """Run the command in a process that ends with it."""
    from pipelines.process_runtime import collect_seldom, exit_process

    collect_seldom()
    try:
        main()
    except SystemExit as end:
        exit_process(int(end.code or 0))
    exit_process(0)


def main() -> None:
    """Run the command; print a failure as a sentence, not as a traceback, which could hold values."""
    from pipelines.errors import explain
    from pipelines.permissions import no_core_dumps
    from pipelines.text.danish_click import speak_danish

    no_core_dumps()
    speak_danish()
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another locale may lack a sign: it shows a question mark for it.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    # A log record that cannot be written would otherwise be printed with a traceback.
    logging.raiseExceptions = False
    try:
        medvind(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Afbrudt. Intet er gået tabt.", err=True)
        sys.exit(1)
    except Exception as problem:
        click.echo(explain(problem), err=True)
        sys.exit(1)
