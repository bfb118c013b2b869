"""Dagster's web server behind the guard of the pages.

`python -m pipelines.orchestration.web_server FOLDER SOCKET [PROXY]`: FOLDER is the folder of this start, SOCKET the
number of an open socket on this machine, PROXY that of the reverse proxy.

Dagster's own command has no login, and answers any web page and any account of the machine. The definitions are loaded
by another process.
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
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pipelines.pages.doors import doors
from pipelines.pages.listener import serve
from pipelines.pages.page_roles import DAGSTER_CHANGE, DAGSTER_READ
from pipelines.pages.request_guard import POLICY_VIOLATION, Door, Guard
from pipelines.pages.server_folder import ServerFolder
from pipelines.pages.visitor import visitor
from pipelines.permissions import no_core_dumps

# By GET, too, it runs mutations.
_GRAPHQL = "/graphql"
# Dagster's page has a policy of its own; a script that runs as a worker has that of its own answer.
_POLICY = "script-src 'self' 'unsafe-eval'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_REFUSED = "Din rolle giver ikke adgang til det i Dagster."
_POLL_MILLISECONDS = 2000
# As Dagster's command: statement timeout in milliseconds, age of a connection in seconds, size of the pool's overflow.
_STORAGE = (15_000, 3600, 20)


def main(folder: str, *descriptors: str) -> None:
    """Serve Dagster's pages until stopped."""
    no_core_dumps()
    start = ServerFolder(Path(folder))
    target = WorkspaceFileTarget([str(start.workspace)])
    with dg.DagsterInstance.get() as instance, dagster_pages(instance, target) as app:
        opened = doors(start.login, descriptors)
        serve({descriptor: guarded(app, door) for descriptor, door in opened.items()})


@contextmanager
def dagster_pages(instance: dg.DagsterInstance, target: WorkspaceLoadTarget) -> Iterator[ASGIApp]:
    """Yield Dagster's web application, in which each visitor does what the role allows."""
    instance.optimize_for_webserver(*_STORAGE)
    with (
        WorkspaceProcessContext(instance, workspace_load_target=target) as whole,
        WorkspaceProcessContext(instance, workspace_load_target=target, read_only=True) as reading,
    ):
        apps = [
            create_app_from_workspace_process_context(one, "", _POLL_MILLISECONDS) for one in (whole, reading)
        ]
        yield ByRole(*apps)


def guarded(app: ASGIApp, door: Door) -> ASGIApp:
    """Return the application for those whom a door lets in."""
    return Guard(app, door, {_GRAPHQL}, _POLICY)


class ByRole:
    """ASGI application: Dagster whole, Dagster where nothing can be changed, or a refusal, by the visitor's role."""

    def __init__(self, whole: ASGIApp, reading: ASGIApp) -> None:
        self._whole, self._reading = whole, reading

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it in Danish."""
        if scope["type"] == "lifespan" or visitor().role >= DAGSTER_CHANGE:
            await self._whole(scope, receive, send)
        elif visitor().role >= DAGSTER_READ and _only_reads(scope):
            await self._reading(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await PlainTextResponse(_REFUSED, 403)(scope, receive, send)


def _only_reads(scope: Scope) -> bool:
    """Whether a request can only read: GraphQL's mutations are refused by the application that only reads."""
    return scope["path"] == _GRAPHQL or scope.get("method") in ("GET", "HEAD")


if __name__ == "__main__":
    main(*sys.argv[1:])
