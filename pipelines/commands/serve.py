"""`medvind serve`: Dagster, the inbox worker and the pages of the published figures, on 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from pipelines.intake.guides.partner_folders import fill_folders
from pipelines.intake.identity.key_files import keys_of
from pipelines.intake.inbox.listing import open_inbox
from pipelines.permissions import close_folders
from pipelines.settings import HOST, Settings
from pipelines.transform.dbt_runner import manifest

_DEFINITIONS = "pipelines.definitions"
_LOOK_EVERY, _PATIENCE = 0.2, 60.0
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve(settings: Settings, port: int, pages_port: int | None = None) -> None:
    """Start all three, and wait until a signal arrives or one of them ends; then the others are ended too.

    `pages_port` is by default the port after Dagster's. Raises KeysMissing before anything starts.
    """
    keys_of(settings)
    open_inbox(settings)
    fill_folders(settings)
    close_folders(settings)
    shutil.copyfile(settings.dagster_yaml, settings.dagster / "dagster.yaml")
    # Two of them read dbt's manifest when they start: parse it once, beforehand.
    manifest(settings)
    pages_port = pages_port or port + 1
    click.echo(f"Tallene åbner på http://{HOST}:{pages_port} om et øjeblik.")
    click.echo(f"Dagster åbner på http://{HOST}:{port}. Filer i indbakken tages ind af sig selv.")
    click.echo("Stop med Ctrl-C.")
    environment = {"DAGSTER_HOME": str(settings.dagster), "MEDVIND_DATA": str(settings.data)}
    environment |= {"MEDVIND_PAGES_PORT": str(pages_port)}
    dagster = ("-m", "dagster", "dev", "-m", _DEFINITIONS, "-h", HOST, "-p", str(port))
    worker = ("-m", "pipelines.orchestration.inbox_worker", _DEFINITIONS)
    pages = ("-m", "pipelines.pages")
    # With several workers, Dagster's runs ingest the files; the inbox worker would ingest them all by itself.
    started = [dagster, pages] if settings.several_workers else [dagster, worker, pages]
    if not together(started, settings.dagster, environment):
        raise click.ClickException(f"Noget stoppede af sig selv. Er port {port} eller {pages_port} i brug?")


def together(commands: Sequence[Sequence[str]], folder: Path, environment: Mapping[str, str]) -> bool:
    """Run Python with each of the argument lists until one ends or a signal arrives; return whether it was a signal.

    No process is left running.
    """
    with _stop_signals() as signals:
        children = [_start(words, folder, {**os.environ, **environment}) for words in commands]
        try:
            while not signals and all(child.poll() is None for child in children):
                time.sleep(_LOOK_EVERY)
        finally:
            _end(children)
    return bool(signals)


def _start(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # A session of its own, so that Ctrl-C reaches this process only and each child is interrupted once.
    command = [sys.executable, *words]
    return subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True)  # noqa: S603 - a command of our own


@contextmanager
def _stop_signals() -> Iterator[list[int]]:
    """Yield a list that receives the number of each signal that asks this process to end."""
    signals: list[int] = []
    before = {one: signal.signal(one, lambda number, _: signals.append(number)) for one in _ENDINGS}
    try:
        yield signals
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Interrupt the processes and their children; kill those that have not ended in time."""
    for child in children:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGINT)
    for child in children:
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
