"""Commands on figures: compute, publish, freeze, compare, explain, ask."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from pipelines.cli.group import OUT, in_a_folder, medvind, suggestions_of
from pipelines.settings import ENGINES, Settings


@medvind.command()
@click.option(
    "--as-of",
    metavar="DATO",
    shell_complete=suggestions_of("label"),
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
@click.argument("before", shell_complete=suggestions_of("label"))
@click.argument("after", required=False, shell_complete=suggestions_of("label"))
@click.option("--all", "everything", is_flag=True, help="Vis også tal, der er delt op.")
def diff(before: str, after: str | None, everything: bool) -> None:
    """Vis, hvilke tal der er ændret fra fastfrysningen BEFORE til AFTER (ellers til nu), og hvorfor."""
    from pipelines.commands.diff import diff

    diff(Settings.from_environment(), before, after, everything)


@medvind.command()
@click.argument("indicator", shell_complete=suggestions_of("indicator"))
@click.argument("period")
@click.option("--area", shell_complete=suggestions_of("area"), help="Boligområde, kode eller navn.")
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
@click.argument("query", required=False)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "csv", "xlsx", "json", "markdown"]),
    default="table",
    show_default=True,
    help="Hvordan svaret skrives.",
)
@click.option("--out", type=OUT, callback=in_a_folder, help="Filen, svaret skrives i.")
def sql(query: str | None, kind: str, out: Path | None) -> None:
    """Spørg de udgivne tal med SQL. Uden QUERY åbnes en skal."""
    from pipelines.commands.sql import sql

    sql(Settings.from_environment(), query, kind, out)
