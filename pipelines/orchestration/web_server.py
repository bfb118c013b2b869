"""Dagster's web server behind the guard of the pages: `python -m pipelines.orchestration.web_server FOLDER SOCKET`.

Dagster's own command has no login, and answers any web page and any account of the machine. FOLDER is the folder of
this start, SOCKET the number of an open socket. The definitions are loaded by another process.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import WorkspaceFileTarget, WorkspaceLoadTarget
from dagster_webserver.app import create_app_from_workspace_process_context
from starlette.types import ASGIApp

from pipelines.pages.listener import serve
from pipelines.pages.login import Login
from pipelines.pages.request_guard import Guard
from pipelines.pages.server_folder import ServerFolder
from pipelines.permissions import no_core_dumps

# By GET, too, it runs mutations.
_GRAPHQL = "/graphql"
# Dagster's page has a policy of its own; a script that runs as a worker has that of its own answer.
_POLICY = "script-src 'self' 'unsafe-eval'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_POLL_MILLISECONDS = 2000
# As Dagster's command: statement timeout in milliseconds, age of a connection in seconds, size of the pool's overflow.
_STORAGE = (15_000, 3600, 20)


def main(folder: str, descriptor: str) -> None:
    """Serve Dagster's pages until stopped."""
    no_core_dumps()
    start = ServerFolder(Path(folder))
    target = WorkspaceFileTarget([str(start.workspace)])
    with dg.DagsterInstance.get() as instance, guarded(instance, target, start.login) as app:
        serve(app, int(descriptor))


@contextmanager
def guarded(instance: dg.DagsterInstance, target: WorkspaceLoadTarget, login: Login) -> Iterator[ASGIApp]:
    """Yield Dagster's web application for those who have logged in."""
    instance.optimize_for_webserver(*_STORAGE)
    with WorkspaceProcessContext(instance, workspace_load_target=target) as process:
        app = create_app_from_workspace_process_context(process, "", _POLL_MILLISECONDS)
        yield Guard(app, login, {_GRAPHQL}, _POLICY)


if __name__ == "__main__":
    main(*sys.argv[1:])
