"""Visitors whom a reverse proxy has logged in: it names them in headers, on a Unix socket that only it can open.

Over TCP these headers mean nothing: there `Login` decides, which does not read them.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from pipelines.pages.visitor import Visitor
from schemas.roles import Roles

# Characters; a person may have many groups.
_LONGEST = 4000
_NOBODY = "Proxyen har ikke sagt, hvem du er. Den, der driver systemet, kan rette det: proxyen skal sætte {} én gang."
_NO_ROLE = "Du er logget ind, men har ingen rolle i MedVind. Bed den, der driver systemet, om at skrive dig i roles.yml"


class ProxyIdentity:
    """Lets in whom the proxy names, with the role that `roles.yml` gives; nobody else."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles

    def origin(self, host: str) -> str | None:
        """Return the origin of our own pages at a host, which the proxy has chosen; None without one."""
        return f"https://{host}" if host else None

    def enter(self, scope: Scope, headers: Headers) -> Visitor | Response:
        """Return who comes, or the refusal."""
        user = _only(headers, self._roles.user_header)
        if not user:
            return PlainTextResponse(_NOBODY.format(self._roles.user_header), 401)
        groups = _only(headers, self._roles.groups_header) or ""
        role = self._roles.role_of(user, [name.strip() for name in groups.split(",")])
        return PlainTextResponse(_NO_ROLE, 403) if role is None else Visitor(user, role)


def _only(headers: Headers, name: str) -> str | None:
    """The value of a header that comes once. One that comes twice was partly written by somebody else."""
    values = headers.getlist(name)
    if len(values) != 1 or len(values[0]) > _LONGEST:
        return None
    try:
        value = values[0].encode("latin-1").decode("utf-8").strip()
    except UnicodeDecodeError:
        return None
    return value if value.isprintable() else None
