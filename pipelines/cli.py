"""The command `medvind`. Exit codes: 0 done, 1 something needs a person, 2 wrong usage.

Rooms are imported when their command is called: start-up is most of a short command's time.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipelines.settings import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def medvind() -> None:
    """MedVinds fælles målesystem: filer ind, beskyttede tal ud."""


@medvind.command()
def init() -> None:
    """Lav husets nøgler (én gang; de overskrives aldrig)."""
    from pipelines.commands.setup import init

    init(Settings.from_environment())


@medvind.command()
@click.option("--residents", default=2000, show_default=True, help="Hvor mange borgere der opfindes.")
@click.option("--years", default=3, show_default=True, help="Hvor mange skoleår de følges.")
@click.option("--seed", default=7, show_default=True, help="Samme tal giver samme by.")
def demo(residents: int, years: int, seed: int) -> None:
    """Fyld indbakken med en opfunden bydel."""
    from pipelines.commands.setup import demo

    demo(Settings.from_environment(), residents=residents, years=years, seed=seed)


@medvind.command()
def run() -> None:
    """Tag imod det, der venter, regn om, og udgiv."""
    from pipelines.commands.run import run

    run(Settings.from_environment())


@medvind.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partner", help="Partnerens mappe i indbakken. Uden den regnes alle lister for aftalt.")
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), help="Skriv også kvitteringens side."
)
def check(file: Path, partner: str | None, html: Path | None) -> None:
    """Vis den kvittering, FILE ville få. Intet gemmes."""
    from pipelines.commands.check import check

    if not check(Settings.from_environment(), file, partner, html):
        sys.exit(1)


@medvind.command()
@click.argument("feed")
@click.option("--out", type=click.Path(path_type=Path), help="Filen eller mappen, skabelonen skal ligge i.")
def template(feed: str, out: Path | None) -> None:
    """Lav en Excel-skabelon til listen FEED, fx absence eller Fravær."""
    from pipelines.commands.template import template

    template(feed, out)


@medvind.command()
@click.option("--port", default=3000, show_default=True, help="Port på denne maskine.")
def serve(port: int) -> None:
    """Start Dagster (side, overvågning af indbakken og plan) på 127.0.0.1."""
    from pipelines.commands.serve import serve

    serve(Settings.from_environment(), port)


@medvind.command()
def status() -> None:
    """Vis, hvem der har leveret, hvem der mangler, og hvad der venter på en beslutning."""
    from pipelines.commands.status import status

    status(Settings.from_environment())


@medvind.command()
@click.argument("receipt")
@click.option("--why", prompt="Hvorfor må filen bruges?", help="Begrundelsen gemmes sammen med filen.")
def release(receipt: str, why: str) -> None:
    """Lad en tilbageholdt fil (dens kvitteringsnummer) tælle med."""
    from pipelines.commands.setup import release

    release(Settings.from_environment(), receipt, why)


@medvind.command()
@click.argument("query", required=False)
def sql(query: str | None) -> None:
    """Spørg de udgivne tal med SQL. Uden QUERY åbnes en skal."""
    from pipelines.commands.sql import sql

    sql(Settings.from_environment(), query)


@medvind.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def dbt(words: tuple[str, ...]) -> None:
    """For analysts: call dbt on this house, e.g. `medvind dbt build --select stg_absence+`."""
    from pipelines.commands.dbt import dbt

    dbt(Settings.from_environment(), words)


def main() -> None:
    """Run the command; say what went wrong without a traceback, which could hold values."""
    from pipelines.errors import explain

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
