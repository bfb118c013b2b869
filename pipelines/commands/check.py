"""`medvind check`: print the receipt that a file would get. Nothing is stored."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.intake.dry_run import DryRun, try_file
from pipelines.intake.receipt.receipt_page import PageContent, render_page
from pipelines.intake.receipt.short_answer import SEVERITIES_DA, ShortAnswer, short_answer
from pipelines.settings import Settings
from schemas.partners import all_partners, find_partner


def check(settings: Settings, file: Path, partner: str | None, html: Path | None) -> bool:
    """Print the receipt, write its page where one is asked for; return whether the whole file would be accepted."""
    if partner and find_partner(partner) is None:
        folders = ", ".join(known.folder for known in all_partners())
        raise click.UsageError(f"Ingen partner har mappen {partner}. Kendte mapper: {folders}.")
    trials = list(try_file(settings, file, partner))
    answers = [short_answer(trial.manifest) for trial in trials]
    for answer in answers:
        _print(answer)
    if html:
        _write(html, trials)
    click.echo("Intet er gemt.")
    return all(answer.whole for answer in answers)


def _print(answer: ShortAnswer) -> None:
    click.secho(answer.headline, bold=True)
    click.echo(answer.about)
    if answer.counts:
        click.echo(answer.counts)
    for problem in answer.problems:
        colour = {"error": "red", "warning": "yellow", "info": None}[problem.severity]
        click.secho(f"\n{SEVERITIES_DA[problem.severity]}: ", fg=colour, nl=False)
        click.echo(problem.said)
        if problem.places:
            click.echo(f"  {problem.places}")
    for place, step in enumerate(answer.steps, 1):
        click.echo(f"{place}. {step}")
    click.echo()


def _write(html: Path, trials: list[DryRun]) -> None:
    """Write a page for each feed; a file with one feed gets just the page that was asked for."""
    for place, trial in enumerate(trials):
        path = html if not place else html.with_stem(f"{html.stem} {place + 1}")
        reply = PageContent(trial.sent, trial.before, stored=False)
        path.write_text(render_page(trial.manifest, reply), encoding="utf-8")
        click.echo(f"Siden ligger i {path}.")
