"""Commands for whoever runs the system: set up, serve, look after, back up."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipelines.cli.group import FOLDER, medvind
from pipelines.settings import Settings


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
def doctor() -> None:
    """Undersøg, om alt er, som det skal være, og sig, hvad der skal gøres."""
    from pipelines.commands.doctor import doctor

    if not doctor(Settings.from_environment()):
        sys.exit(1)


@medvind.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
def backup(folder: Path) -> None:
    """Tag en sikkerhedskopi af hele systemet i mappen DIR, også mens det arbejder. Nøglerne er ikke med."""
    from pipelines.commands.backup import backup

    backup(Settings.from_environment(), folder)


@medvind.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
def restore(folder: Path) -> None:
    """Læg en sikkerhedskopi (eller den nyeste i mappen DIR) på plads i en tom datamappe."""
    from pipelines.commands.backup import restore

    restore(Settings.from_environment(), folder)


@medvind.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--name", help="Hvad kopien hedder i loggen. Ellers navnet på dens mappe.")
def drill(folder: Path, name: str | None) -> None:
    """Øv gendannelse: læg en sikkerhedskopi (eller den nyeste i DIR) i en mappe for sig, og hold den op mod data."""
    from pipelines.commands.backup import drill

    if not drill(Settings.from_environment(), folder, name):
        sys.exit(1)


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


@medvind.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Skriv de linjer, der lærer din skal at foreslå navne, når du trykker Tab."""
    from pipelines.commands.completion import completion

    completion(medvind, shell)


@medvind.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def dbt(words: tuple[str, ...]) -> None:
    """For analysts: call dbt on this installation, e.g. `medvind dbt build --select stg_absence+`."""
    from pipelines.commands.dbt import dbt

    dbt(Settings.from_environment(), words)
