"""`medvind template`: write the Excel template of one feed."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.intake.guides.excel_template import write_template
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.folding import fold


def template(name: str, out: Path | None) -> None:
    """Write the template of the feed with that name or title; by default into the current folder."""
    feed = _find(name)
    path = out or Path()
    if path.is_dir():
        path = path / f"{feed.title} - skabelon.xlsx"
    if path.exists():
        raise click.UsageError(f"{path} findes i forvejen. Vælg et andet navn med --out.")
    write_template(feed, path)
    click.echo(f"Skabelonen til {feed.title} ligger i {path}.")


def _find(name: str) -> Feed:
    for feed in all_feeds().values():
        if fold(name) in (fold(feed.name), fold(feed.title)):
            return feed
    known = ", ".join(f"{feed.name} ({feed.title})" for feed in all_feeds().values())
    raise click.UsageError(f"Vi kender ingen liste, der hedder {name}. Vælg en af: {known}.")
