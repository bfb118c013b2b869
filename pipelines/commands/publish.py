"""`medvind publish`: send the published tables to a PostgreSQL server."""

from __future__ import annotations

from dataclasses import replace

import click

from pipelines.errors import failure_remembered, sent_to_server
from pipelines.publication.mart_server import READERS, Sent, send
from pipelines.settings import Settings
from pipelines.text.danish import number


def publish(settings: Settings, to: str | None) -> None:
    """Send the current publication to the address, else to that of the setting; print what was sent."""
    if to:
        _say(send(replace(settings, publish_to=to)))
        return
    if not settings.publish_to:
        raise click.UsageError(
            "Der er ikke valgt nogen PostgreSQL-server. Skriv --to postgresql://…, eller sæt MEDVIND_PUBLISH_TO."
        )
    with failure_remembered(settings, lambda: "send", ["send"]):
        _say(send(settings))


def send_and_say(settings: Settings) -> None:
    """After a publication: send it where a server is set that has another, and print that. Raises MartServerFailed."""
    if sent := sent_to_server(settings):
        _say(sent)


def _say(sent: Sent) -> None:
    rows = f"{number(len(sent.rows))} tabeller med {number(sum(sent.rows.values()))} rækker"
    click.echo(f"PostgreSQL    {sent.server} har nu {sent.publication}: {rows}.")
    if not sent.readers:
        click.echo(f"{'':<14}Ingen andre kan læse dem, for rollen {READERS} findes ikke. {MAKE_ROLE}")


MAKE_ROLE = f"Skriv som serverens administrator: create role {READERS} nologin, og send igen."
