"""Middleware against requests from other machines and other sites (DNS rebinding, CSRF), with security headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOSTS = {"127.0.0.1", "localhost"}
_METHODS = {"GET", "HEAD", "POST"}
# Inline style attributes are needed for the positions of labels in charts; no other inline style or script is.
POLICY = (
    "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; script-src 'none'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer the browser would send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware: refuses unknown hosts, methods and origins, and sets the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it in plain text."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = _refusal(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(refused[1], refused[0]) if refused else self._app
        await answer(scope, receive, _with_headers(send))


def _refusal(method: str, headers: Headers) -> tuple[int, str] | None:
    host = headers.get("host", "")
    # DNS rebinding: a foreign host name that resolves to this machine.
    if urlsplit(f"//{host}").hostname not in _HOSTS:
        return 400, "Siden kan kun åbnes som http://127.0.0.1 på denne maskine."
    if method not in _METHODS:
        return 405, "Det kan siden ikke."
    if method == "POST" and headers.get("origin") != f"http://{host}":
        return 403, "Spørgsmålet kom ikke fra vores egen side."
    return None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
