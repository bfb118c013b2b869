"""`medvind status`: one screen on who has delivered, who is late, and what waits for a decision."""

from __future__ import annotations

from datetime import datetime

import click
from rich.console import Console

from pipelines.commands.tables import connect, show
from pipelines.intake.answer import VERDICTS
from pipelines.intake.inbox import waiting
from pipelines.intake.manifest import HELD, Verdict, read_manifests
from pipelines.settings import Settings
from schemas.feeds import all_feeds

_NEWEST = """
    select partner, feed, max(received_at) as newest, max_by(verdict, received_at) as verdict, count(*) as drops
    from deliveries where receipt_id is not null and feed is not null
    group by partner, feed order by partner, feed
"""
_LATE = """
    select partner, feed, period, expected_by, days_late
    from deliveries where receipt_id is null order by expected_by desc limit 20
"""


def status(settings: Settings) -> None:
    """Print the newest delivery of each partner and feed, what is missing, what is held, what waits."""
    console = Console()
    if settings.published.exists():
        _deliveries(settings, console)
    _held(settings, console)
    files = len(waiting(settings)) if settings.inbox.exists() else 0
    click.echo(f"{files} filer venter i indbakken. Skriv: medvind run" if files else "Indbakken er tom.")


def _deliveries(settings: Settings, console: Console) -> None:
    with connect(settings) as marts:
        newest, late = marts.execute(_NEWEST).fetchall(), marts.execute(_LATE).fetchall()
    headings = ("Partner", "Liste", "Senest modtaget", "Svar", "Filer i alt")
    show(console, headings, [_newest(*row) for row in newest], "Leverancer")
    if late:
        headings = ("Partner", "Liste", "Periode", "Ventet senest", "Dage for sent")
        show(console, headings, [(row[0], _title(row[1]), *row[2:]) for row in late], "Mangler")


def _newest(partner: str, feed: str, at: datetime, verdict: Verdict, drops: int) -> tuple[object, ...]:
    return partner, _title(feed), at, VERDICTS[verdict].lower(), drops


def _held(settings: Settings, console: Console) -> None:
    held = [
        (drop.partner, _title(drop.feed or ""), drop.receipt_id, drop.problems[0].message_da)
        for drop in read_manifests(settings)
        if (settings.raw / drop.folder / HELD).exists()
    ]
    if held:
        show(
            console,
            ("Partner", "Liste", "Kvittering", "Hvorfor"),
            held,
            "Venter på jer: medvind release KVITTERING",
        )


def _title(feed: str) -> str:
    return all_feeds()[feed].title if feed in all_feeds() else feed
