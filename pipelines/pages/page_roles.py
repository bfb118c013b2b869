"""The least role for each page of the pages, and for Dagster. A page that is not here cannot be made."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from pipelines.pages.metrics import PATH as METRICS
from pipelines.pages.visitor import visitor
from schemas.roles import Role

PAGES: Mapping[str, Role] = {
    "/": Role.READER,
    "/soeg": Role.READER,
    "/styregruppe": Role.READER,
    "/styregruppe.svg": Role.READER,
    "/styregruppe.png": Role.READER,
    "/tal": Role.READER,
    "/plakater": Role.READER,
    "/sammenlign": Role.READER,
    "/graf.svg": Role.READER,
    "/graf.png": Role.READER,
    "/spoergsmaal": Role.READER,
    "/spoergsmaal/{number}": Role.READER,
    "/ord": Role.READER,
    "/stil.css": Role.READER,
    "/filer/{publication}/{name:path}": Role.READER,
    "/mangler": Role.SECRETARIAT,
    "/kvitteringer": Role.SECRETARIAT,
    "/kvitteringer/{receipt}": Role.SECRETARIAT,
    "/proev": Role.SECRETARIAT,
    "/skabeloner": Role.SECRETARIAT,
    "/skabeloner/{partner}/{feed}": Role.SECRETARIAT,
    "/svar": Role.SECRETARIAT,
    "/svar/{receipt}": Role.SECRETARIAT,
    "/tilbageholdt/{receipt}": Role.SECRETARIAT,
    # What the audit stopped: rules and counts, not published.
    "/filer/holdt-tilbage/{name:path}": Role.ANALYST,
    "/sql": Role.ANALYST,
    # Runs the SQL that it is sent.
    "/hent": Role.ANALYST,
}

# Counts of no partner and no person, for a program that watches the server.
WITHOUT_LOGIN = frozenset({METRICS})
# Dagster's pages: to read, and to start, stop, wipe or report anything.
DAGSTER_READ, DAGSTER_CHANGE = Role.ANALYST, Role.OPERATOR

_REFUSED = (
    "Din rolle ({}) giver ikke adgang til denne side. Spørg den, der driver systemet, hvis du skal bruge den."
)


class LeastRole:
    """ASGI middleware of one page: refuses visitors below its role."""

    def __init__(self, app: ASGIApp, least: Role) -> None:
        self._app, self._least = app, least

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises HTTPException."""
        if visitor().role < self._least:
            raise HTTPException(403, _REFUSED.format(visitor().role.word_da))
        await self._app(scope, receive, send)
