"""Middleware against other machines, other accounts and other sites (DNS rebinding, CSRF), with security headers.

It stands before the pages and before Dagster, whose web server checks neither host, origin nor login.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipelines.pages.visitor import Visitor, welcome

_METHODS = {"GET", "HEAD", "POST"}
# Answered without login, for a program that watches the server: it says nothing but that the server answers.
HEALTH = "/healthz"
POLICY_VIOLATION = 1008
# Inline style attributes are needed for the positions of labels in charts; no other inline style or script is.
POLICY = (
    "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; script-src 'none'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer the browser would send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Door(Protocol):
    """Whom a socket lets in: `Login` on this machine, `ProxyIdentity` behind a reverse proxy."""

    def origin(self, host: str) -> str | None:
        """Return the origin of our own pages at a host; None where the host is refused."""

    def enter(self, scope: Scope, headers: Headers) -> Visitor | Response:
        """Return who comes, or the answer to somebody who may not come in."""


class Guard:
    """ASGI middleware: refuses unknown hosts, methods, origins and visitors, and sets the security headers.

    `posted`: paths that change something by whatever method they are called with, and so are refused to GET. `policy`:
    the Content-Security-Policy of answers that have none. `watched`: paths that are answered without login.
    """

    def __init__(
        self,
        app: ASGIApp,
        door: Door,
        posted: Collection[str] = (),
        policy: str = POLICY,
        watched: Collection[str] = (),
    ) -> None:
        self._app, self._door, self._posted, self._watched = app, door, posted, watched
        self._headers = _HEADERS | {"Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it in Danish."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refusal(scope, headers) or self._at_door(scope, headers)
        if refused and scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await (refused or self._app)(scope, receive, _with_headers(send, self._headers))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        method, ours = scope.get("method", ""), self._door.origin(headers.get("host", ""))
        if ours is None:
            return PlainTextResponse("Siden kan kun åbnes som http://127.0.0.1 på denne maskine.", 400)
        if method and (method not in _METHODS or (method != "POST" and scope["path"] in self._posted)):
            return PlainTextResponse("Det kan siden ikke.", 405)
        # A websocket has no method, and is as good as a POST.
        if method not in ("GET", "HEAD") and headers.get("origin") != ours:
            return PlainTextResponse("Spørgsmålet kom ikke fra vores egen side.", 403)
        return None

    def _at_door(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a visitor who is not let in, or logs in; None where the request may pass."""
        if scope["path"] == HEALTH:
            return PlainTextResponse("ok\n")
        if scope["path"] in self._watched:
            return None
        visitor = self._door.enter(scope, headers)
        if isinstance(visitor, Response):
            return visitor
        welcome(visitor)
        return None


def _with_headers(send: Send, wanted: Mapping[str, str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in wanted.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
