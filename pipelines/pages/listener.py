"""Serve an application on a socket that `medvind serve` has opened.

The socket is opened before any server starts, so that a port in use is said at once, and a browser that is opened too
early waits instead of failing.
"""

from __future__ import annotations

import socket
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from pipelines.settings import HOST


def listen(port: int) -> socket.socket:
    """Open a socket on a port of the loopback interface. Raises OSError where the port is in use."""
    return socket.create_server((HOST, port), backlog=128)


def serve(app: ASGIApp, descriptor: int) -> None:
    """Serve on an inherited socket until interrupted. There is no request log: requests hold SQL and receipts' ids."""
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    with suppress(KeyboardInterrupt), socket.socket(fileno=descriptor) as listening:
        uvicorn.Server(config).run(sockets=[listening])
