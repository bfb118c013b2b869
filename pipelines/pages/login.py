"""Login to the servers of `medvind serve`: the secret of one start, exchanged for a cookie.

The link with the secret is shown in the terminal of whoever started the servers. A cookie cannot be bound to a port, so
one login holds for all servers of a start. The cookie is named after the port of the pages, which differs between
installations.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hmac import compare_digest
from html import escape
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from pipelines.pages.visitor import Visitor, operator

PATH = "/log-ind"
_HOSTS = {"127.0.0.1", "localhost"}
_FIELD = "kode"
# A link from another site or a mail comes without the cookie (SameSite=Strict); the link on this page comes with it.
_PAGE = """<!doctype html><html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>{more}<main><h1>{title}</h1><p>{said}</p><p><a href="{href}">{link}</a></p></main></html>"""
_LOG_IN = "Åbn det link, som stod i terminalen, da medvind serve blev startet. Det gælder, til serveren bliver stoppet."


@dataclass(frozen=True)
class Login:
    """The secret of one start, and the name of the cookie that holds it."""

    secret: str
    cookie: str

    @classmethod
    def new(cls, port: int) -> Login:
        """Make a secret of 256 random bits for the servers whose pages are on a port."""
        return cls(secrets.token_urlsafe(32), f"medvind-{port}")

    @property
    def path(self) -> str:
        """The path and query that log in."""
        return f"{PATH}?{urlencode({_FIELD: self.secret})}"

    def origin(self, host: str) -> str | None:
        """Return the origin of our own pages at a host; None where the host is not this machine.

        DNS rebinding: a foreign host name can resolve to this machine.
        """
        return f"http://{host}" if host.partition(":")[0] in _HOSTS else None

    def enter(self, scope: Scope, headers: Headers) -> Visitor | Response:
        """Return the operator where the cookie has the secret; else log in or ask for it."""
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        if path == PATH:
            return self.log_in(query)
        if self.is_logged_in(headers.get("cookie", "")):
            return operator()
        return self.ask(f"{path}?{query}" if query else path)

    def is_logged_in(self, cookies: str) -> bool:
        """Whether a `Cookie` header holds the secret."""
        return self._is_secret(cookie_parser(cookies).get(self.cookie, ""))

    def log_in(self, query: str) -> Response:
        """Set the cookie where the query of `PATH` has the secret; else ask the visitor to log in."""
        if not self._is_secret(parse_qs(query).get(_FIELD, [""])[0]):
            return self.ask("/")
        # The page sends the browser on: a redirect of a request from elsewhere would be followed without the cookie.
        welcome = _page(200, "Du er logget ind", "Siden åbner nu.", "Åbn siden", "/", _ONWARDS)
        welcome.set_cookie(self.cookie, self.secret, httponly=True, samesite="strict")
        return welcome

    def ask(self, wanted: str) -> Response:
        """Ask a visitor to log in, with a link to the address that was wanted."""
        return _page(401, "Log ind", _LOG_IN, "Jeg er logget ind: prøv igen", wanted)

    def _is_secret(self, secret: str) -> bool:
        return compare_digest(secret.encode(), self.secret.encode())


_ONWARDS = '<meta http-equiv="refresh" content="0; url=/">'


def _page(status: int, title: str, said: str, link: str, path: str, more: str = "") -> Response:
    # A path that begins with two slashes would be the address of another site.
    href = escape("/" + path.lstrip("/\\"))
    return HTMLResponse(_PAGE.format(title=title, said=said, link=link, href=href, more=more), status)
