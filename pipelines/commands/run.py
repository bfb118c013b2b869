"""`medvind run`: take, rebuild, publish, and say what came of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipelines import house
from pipelines.commands.tables import show_overview
from pipelines.house import Outcome
from pipelines.intake.answer import VERDICTS
from pipelines.intake.answer.danish import listed
from pipelines.settings import Settings

_STEPS = {
    "take": "Tager imod filer",
    "build": "Regner på det, der er nyt",
    "publish": "Beskytter, kontrollerer og udgiver",
}


def run(settings: Settings) -> None:
    """Do the work, with a spinner on a terminal and plain lines elsewhere."""
    console = Console()
    settings.inbox.mkdir(parents=True, exist_ok=True)
    outcome = _on_terminal(settings, console) if console.is_terminal else house.run(settings, _plainly)
    _summary(settings, outcome)
    if settings.published.exists():
        show_overview(settings, console)
    _where_next(settings)


def _plainly(step: str, _: Any) -> None:
    if step in _STEPS:
        click.echo(_STEPS[step])


def _on_terminal(settings: Settings, console: Console) -> Outcome:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task, taken = progress.add_task(_STEPS["take"], total=None), Counter[str]()

        def tell(step: str, what: Any) -> None:
            taken[step] += 1
            drops = f" ({taken['drop']} taget imod)" if taken["drop"] else ""
            progress.update(task, description=_STEPS.get(step, _STEPS["take"]) + drops)

        return house.run(settings, tell)


def _summary(settings: Settings, outcome: Outcome) -> None:
    """How many drops got which verdict, and the receipts that a person should look at."""
    verdicts = Counter(drop.verdict for drop in outcome.drops)
    if not verdicts:
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
    click.echo(f"Udgivet som {published}." if published else "Intet nyt at udgive; tallene er uændrede.")


def _where_next(settings: Settings) -> None:
    click.echo(f"\nTallene       {settings.published}")
    click.echo(f"Rapporten     {settings.marts / 'report.html'}")
    click.echo(f"Kontrollen    {settings.marts / 'data_docs' / 'index.html'}")
    click.echo(f"Kvitteringer  {settings.receipts} (og hos hver partner i indbakken under retur/)")
    click.echo('Prøv nu       medvind sql "select name_da, period, value from overview"')
    click.echo("              medvind status · medvind report · medvind serve")
