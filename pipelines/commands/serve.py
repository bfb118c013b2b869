"""`medvind serve`: Dagster's page, sensor and schedule on this machine alone."""

from __future__ import annotations

import os
import shutil
import sys

import click

from pipelines.intake.keys import keys_of
from pipelines.permissions import close_rooms
from pipelines.settings import PROJECT_ROOT, Settings

HOST = "127.0.0.1"


def serve(settings: Settings, port: int) -> None:
    """Start Dagster and stay until it ends. Raises KeysMissing before anything starts."""
    keys_of(settings)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    close_rooms(settings)
    shutil.copyfile(PROJECT_ROOT / "dagster.yaml", settings.dagster / "dagster.yaml")
    click.echo(
        f"Dagster åbner på http://{HOST}:{port} om et øjeblik. Filer i indbakken tages ind af sig selv."
    )
    click.echo("Stop med Ctrl-C.")
    words = ["dev", "-m", "pipelines.definitions", "-h", HOST, "-p", str(port)]
    environment = os.environ | {"DAGSTER_HOME": str(settings.dagster), "MEDVIND_DATA": str(settings.data)}
    # In this process's place: who stops the command stops Dagster.
    os.chdir(settings.dagster)
    os.execve(sys.executable, [sys.executable, "-m", "dagster", *words], environment)  # noqa: S606
