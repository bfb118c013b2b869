"""Serve an application on a socket that `medvind serve` has opened.

The socket is opened before any server starts, so that a port in use is said at once, and a browser that is opened too
early waits instead of failing.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from pipelines.settings import HOST


def listen(port: int) -> socket.socket:
    """Open a socket on a port of the loopback interface. Raises OSError where the port is in use."""
    return socket.create_server((HOST, port), backlog=128)


@contextmanager
def listen_to_proxy(path: Path) -> Iterator[socket.socket]:
    """Open a Unix socket of mode 0660 whose group is that of its folder; remove it afterwards.

    Raises OSError where the folder is missing, or another server listens there.
    """
    with socket.socket(socket.AF_UNIX) as listening:
        _remove_dead(path)
        before = os.umask(0o177)
        try:
            listening.bind(str(path))
        finally:
            os.umask(before)
        # In a folder with setgid it has the group already; a service may not be allowed to give it one.
        if path.stat().st_gid != (group := path.parent.stat().st_gid):
            os.chown(path, -1, group)
        path.chmod(0o660)
        listening.listen(128)
        try:
            yield listening
        finally:
            path.unlink(missing_ok=True)


def _remove_dead(path: Path) -> None:
    """Remove the socket of a server that was killed; one that answers stays, and `bind` then fails."""
    with socket.socket(socket.AF_UNIX) as asking, suppress(FileNotFoundError):
        try:
            asking.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()


def serve(apps: Mapping[int, ASGIApp]) -> None:
    """Serve each application on an inherited socket, by its number, until interrupted.

    There is no request log: requests hold SQL and receipts' ids.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(apps))


async def _serve(apps: Mapping[int, ASGIApp]) -> None:
    await asyncio.gather(*(_serve_one(app, descriptor) for descriptor, app in apps.items()))


async def _serve_one(app: ASGIApp, descriptor: int) -> None:
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    with socket.socket(fileno=descriptor) as listening:
        await uvicorn.Server(config).serve(sockets=[listening])
