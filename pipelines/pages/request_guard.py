"""What stands before every page: only this machine's own browser, asking from our own pages, gets an answer."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOSTS = {"127.0.0.1", "localhost"}
_METHODS = {"GET", "HEAD", "POST"}
# Places of words in a chart stand on the elements themselves; nothing else of style or script does.
POLICY = (
    "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; script-src 'none'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser tells not even us where a form was.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware: refuses strange hosts, methods and origins, and sets what a browser must keep to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse in plain text."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = _refusal(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(refused[1], refused[0]) if refused else self._app
        await answer(scope, receive, _with_headers(send))


def _refusal(method: str, headers: Headers) -> tuple[int, str] | None:
    host = headers.get("host", "")
    # Another name for this machine is how a page elsewhere would read ours.
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
