"""`medvind check`: print the receipt that a file would get. Nothing is stored."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.dry_run import DryRun, try_file
from pipelines.intake.receipt import VERDICTS, headline, render_page, steps
from pipelines.intake.receipt.problem_groups import ProblemGroup, group_problems
from pipelines.intake.receipt.receipt_page import PageContent
from pipelines.settings import Settings
from pipelines.text.danish import number
from schemas.feeds import all_feeds
from schemas.partners import all_partners, find_partner

_WORDS = {"error": "Skal rettes", "warning": "Se på det", "info": "Ordnet af os"}


def check(settings: Settings, file: Path, partner: str | None, html: Path | None) -> bool:
    """Print the receipt, write its page where one is asked for; return whether the whole file would be accepted."""
    if partner and find_partner(partner) is None:
        folders = ", ".join(known.folder for known in all_partners())
        raise click.UsageError(f"Ingen partner har mappen {partner}. Kendte mapper: {folders}.")
    trials = list(try_file(settings, file, partner))
    for trial in trials:
        _print(trial)
    if html:
        _write(html, trials)
    click.echo("Intet er gemt.")
    return not any(_needs_a_person(trial.manifest) for trial in trials)


def _needs_a_person(drop: Manifest) -> bool:
    return drop.verdict in ("held", "rejected") or drop.rows.quarantined > 0


def _print(trial: DryRun) -> None:
    drop = trial.manifest
    feed = all_feeds().get(drop.feed or "")
    click.secho(headline(drop), bold=True)
    click.echo(
        f"{VERDICTS[drop.verdict]} · {feed.title if feed else 'ikke genkendt'} · {drop.read_as}".rstrip(" ·")
    )
    if drop.rows.read:
        counts = (
            drop.rows.read,
            drop.rows.loaded,
            drop.rows.quarantined,
            drop.rows.skipped,
            drop.rows.collapsed,
        )
        words = ("rækker læst", "er med", "skal rettes", "er ikke brugt", "gentager en anden")
        click.echo(
            ", ".join(f"{number(count)} {word}" for count, word in zip(counts, words, strict=True)) + "."
        )
    for group in group_problems(drop.problems):
        _print_group(group)
    for place, step in enumerate(steps(drop), 1):
        click.echo(f"{place}. {step}")
    click.echo()


def _print_group(group: ProblemGroup) -> None:
    colour = {"error": "red", "warning": "yellow", "info": None}[group.severity]
    click.secho(f"\n{_WORDS[group.severity]}: ", fg=colour, nl=False)
    click.echo(" ".join([group.what, *group.remedy]))
    if group.places:
        more = f" og {number(group.more)} til" if group.more > 0 else ""
        click.echo(f"  {', '.join(group.places)}{more}")


def _write(html: Path, trials: list[DryRun]) -> None:
    """Write a page for each feed; a file with one feed gets just the page that was asked for."""
    for place, trial in enumerate(trials):
        path = html if not place else html.with_stem(f"{html.stem} {place + 1}")
        reply = PageContent(trial.sent, trial.before, stored=False)
        path.write_text(render_page(trial.manifest, reply), encoding="utf-8")
        click.echo(f"Siden ligger i {path}.")
