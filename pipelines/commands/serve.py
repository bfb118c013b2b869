"""`medvind serve`: Dagster, the inbox worker and the pages of the published figures, on 127.0.0.1.

For readers on other machines they also listen on Unix sockets, where a reverse proxy brings those it has logged in.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from pipelines.commands.processes import Process, together
from pipelines.intake.guides.partner_folders import fill_folders
from pipelines.intake.identity.key_files import keys_of
from pipelines.intake.inbox.listing import open_inbox
from pipelines.pages.listener import listen, listen_to_proxy
from pipelines.pages.login import Login
from pipelines.pages.server_folder import ServerFolder, server_folder
from pipelines.permissions import close_folders
from pipelines.settings import HOST, Settings
from pipelines.transform.parsed_project import manifest
from schemas.roles import roles

_DEFINITIONS = "pipelines.definitions"
# The names of the proxy's sockets in its folder; deploy/nginx/medvind.conf has them too.
PAGES_SOCKET, DAGSTER_SOCKET = "pages.sock", "dagster.sock"


def serve(settings: Settings, port: int, pages_port: int | None = None, proxy: Path | None = None) -> None:
    """Start all of them, and wait until a signal arrives or one of them ends; then the others are ended too.

    `pages_port` is by default the port after Dagster's. `proxy`: the folder of the sockets for a reverse proxy. Raises
    KeysMissing and ConfigurationInvalid before anything starts.
    """
    roles()
    keys_of(settings)
    open_inbox(settings)
    fill_folders(settings)
    close_folders(settings)
    shutil.copyfile(settings.dagster_yaml, settings.dagster / "dagster.yaml")
    # Several of them read dbt's manifest when they start: parse it once, beforehand.
    manifest(settings)
    pages_port = pages_port or port + 1
    with ExitStack() as open_now:
        pages, dagster = ([open_now.enter_context(_listen(one))] for one in (pages_port, port))
        if proxy:
            pages.append(open_now.enter_context(_listen_to_proxy(proxy / PAGES_SOCKET)))
            dagster.append(open_now.enter_context(_listen_to_proxy(proxy / DAGSTER_SOCKET)))
            click.echo(f"Til proxyen: {proxy / PAGES_SOCKET} og {proxy / DAGSTER_SOCKET}.")
        folder, login = open_now.enter_context(server_folder()), Login.new(pages_port)
        folder.write(login, f"http://{HOST}:{pages_port}", _DEFINITIONS)
        _say(login, port, pages_port)
        _open_browser(folder)
        environment = {"DAGSTER_HOME": str(settings.dagster), "MEDVIND_DATA": str(settings.data)}
        environment |= {"MEDVIND_PAGES_PORT": str(pages_port)}
        if not together(_processes(settings, folder, pages, dagster), settings.dagster, environment):
            raise click.ClickException("Noget stoppede af sig selv. Det, der står ovenfor, siger hvad.")


def _listen(port: int) -> socket.socket:
    try:
        return listen(port)
    except OSError:
        raise click.ClickException(
            f"Port {port} er i brug. Vælg en anden med --port eller --pages."
        ) from None


@contextmanager
def _listen_to_proxy(path: Path) -> Iterator[socket.socket]:
    with ExitStack() as opened:
        try:
            listening = opened.enter_context(listen_to_proxy(path))
        except OSError:
            raise click.ClickException(
                f"{path} kan ikke åbnes. Lad driftens bruger skrive i mappen og høre til dens gruppe, og stop den "
                "server, der måske bruger den i forvejen."
            ) from None
        yield listening


def _say(login: Login, port: int, pages_port: int) -> None:
    click.echo(f"Tallene åbner på http://{HOST}:{pages_port}{login.path} om et øjeblik.")
    click.echo(f"Dagster åbner på http://{HOST}:{port}{login.path}.")
    click.echo("Linkene logger ind, til I stopper serveren. Giv dem ikke til andre.")
    click.echo("Filer i indbakken tages ind af sig selv. Stop med Ctrl-C.")


def _open_browser(folder: ServerFolder) -> None:
    """Open the pages where somebody sits at this machine: in a terminal, on a graphical desktop."""
    desktop = sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    if sys.stdout.isatty() and desktop:
        webbrowser.open(folder.link.as_uri())


def _processes(
    settings: Settings,
    folder: ServerFolder,
    pages: Sequence[socket.socket],
    dagster: Sequence[socket.socket],
) -> Sequence[Process]:
    """The pages, the inbox worker, the process that has loaded the definitions, and those that call it."""
    quiet = ("--log-level", "warning")
    code = ("-m", "dagster", "api", "grpc", "-m", _DEFINITIONS, "--location-name", _DEFINITIONS, *quiet)
    web = ("-m", "pipelines.orchestration.web_server", str(folder.path), *_numbers(dagster))
    daemon = ("-m", "dagster._daemon", "run", "-w", str(folder.workspace), *quiet)
    worker = ("-m", "pipelines.orchestration.inbox_worker", _DEFINITIONS, str(folder.worker_ready))
    served = [
        Process(("-m", "pipelines.pages", str(folder.path), *_numbers(pages)), pages),
        Process((*code, "--socket", str(folder.code_socket))),
        Process(web, dagster, needs=[folder.code_socket]),
    ]
    if settings.several_workers:
        # Dagster's runs ingest the files; the inbox worker would ingest them all by itself.
        return [*served, Process(daemon, needs=[folder.code_socket])]
    # Were the daemon first, its sensor would start a run of its own for the files that wait.
    return [Process(worker), *served, Process(daemon, needs=[folder.code_socket, folder.worker_ready])]


def _numbers(sockets: Sequence[socket.socket]) -> list[str]:
    return [str(one.fileno()) for one in sockets]
