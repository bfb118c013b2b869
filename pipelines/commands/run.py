"""`medvind run`: ingest, build, protect, publish, and print a summary."""

from __future__ import annotations

from collections import Counter

import click
from rich.console import Console

from pipelines import pipeline
from pipelines.commands.progress_bar import shown
from pipelines.commands.publish import send_and_say
from pipelines.commands.terminal_tables import show_overview
from pipelines.errors import failure_remembered, raise_if_left
from pipelines.intake.receipt.headline import VERDICTS
from pipelines.operations.last_failure import RUN_STEPS
from pipelines.pipeline import Outcome
from pipelines.settings import Settings
from pipelines.text.danish import listed

_NOTHING_YET = "Der er ikke udgivet noget endnu: ingen rækker er godkendt."


def run(settings: Settings) -> None:
    """Run the pipeline with a progress bar, and print a summary."""
    console = Console()
    with shown(console) as bar, failure_remembered(settings, lambda: bar.step or RUN_STEPS[0], RUN_STEPS):
        outcome = pipeline.run(settings, bar)
    _summary(settings, outcome)
    if settings.published.exists():
        show_overview(settings, console)
    _where_next(settings)
    try:
        send_and_say(settings)
    finally:
        raise_if_left(settings, outcome.left)


def _summary(settings: Settings, outcome: Outcome) -> None:
    """Print the number of drops by verdict, and the receipts that somebody should look at."""
    verdicts = Counter(drop.verdict for drop in outcome.drops)
    if not verdicts and not outcome.left:
        click.echo("Der lå ingen nye filer i indbakken.")
    for verdict, count in verdicts.most_common():
        click.echo(f"{count:>5}  {VERDICTS[verdict].lower()}")
    for drop in outcome.drops:
        if drop.verdict in ("held", "rejected") or drop.rows.quarantined:
            click.echo(
                f"       {drop.partner}: {VERDICTS[drop.verdict].lower()}, kvittering {drop.receipt_id}"
            )
    waiting = outcome.publication.waiting if outcome.publication else ()
    if waiting:
        click.echo(
            f"Rettede tal for {listed(waiting)} venter til næste fastfrysning: ved siden af de gamle ville de vise "
            "noget om enkelte personer."
        )
    published = outcome.publication.id if outcome.publication else None
    unchanged = "Intet nyt at udgive; tallene er uændrede." if settings.published.exists() else _NOTHING_YET
    click.echo(f"Udgivet som {published}." if published else unchanged)


def _where_next(settings: Settings) -> None:
    """Print where the results are; what is not there yet has no line."""
    places = {
        "Tallene": settings.published,
        "Rapporten": settings.marts / "report.html",
        "Kontrollen": settings.marts / "data_docs" / "index.html",
        "Kvitteringer": settings.receipts,
    }
    click.echo()
    for name, path in places.items():
        if path.exists():
            more = " (og hos hver partner i indbakken under retur/)" if path == settings.receipts else ""
            click.echo(f"{name:<14}{path}{more}")
    if not settings.published.exists():
        click.echo(f"{'Indbakken':<14}{settings.inbox}")
        click.echo("Skriv nu      medvind status · medvind template")
        return
    click.echo('Prøv nu       medvind sql "select name_da, period, value from overview"')
    click.echo("              medvind status · medvind report · medvind serve")
