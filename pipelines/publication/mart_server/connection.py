"""Connect to the server of MEDVIND_PUBLISH_TO, and say in Danish what fails there, without its address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

SCHEMES = ("postgresql://", "postgres://")
# Seconds until a server that does not answer counts as away; for PostgreSQL's own parameter: milliseconds.
_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "tcp_user_timeout": 60_000,
    "application_name": "medvind",
}
# The first two signs of an SQLSTATE, or all five.
_SAID = {
    "42501": "Brugeren har ikke lov til at lave eller skifte skemaet medvind. Giv brugeren lov på serveren: "
    "grant create on database NAVN to BRUGER. Findes skemaet i forvejen, skal brugeren eje det",
    "53": "Serveren har ikke plads eller forbindelser nok. Skaf det",
    "55P03": "Noget andet på serveren holder skemaet medvind. Vent, til det er færdigt",
}
# Why a connection cannot be made is said by the server in words of its own language.
_AWAY = (
    "Den svarer ikke, eller den lukker ikke brugeren ind. Se, om den kører, og om adresse, database, bruger og "
    "adgangskode er rigtige i MEDVIND_PUBLISH_TO og ~/.pgpass"
)
_OTHER = "Den tog ikke imod tallene (SQLSTATE {}). Dens egen log siger hvorfor"
_AFTERWARDS = "De udgivne filer er hele. Når det er i orden, så skriv: medvind publish"


class MartServerFailed(Exception):
    """The tables could not be sent; the message (Danish) says why and what to do, without the address."""


@contextmanager
def connected(address: str) -> Iterator[psycopg.Connection[Any]]:
    """Open a connection in which each statement is a transaction of its own, unless one is begun.

    Raises MartServerFailed, also for whatever the server refuses within the context.
    """
    psycopg = _driver()
    options, name = _parsed(address)
    try:
        with psycopg.connect(**_PATIENCE | options, autocommit=True) as connection:
            yield connection
    except psycopg.Error as problem:
        # The driver's own message may repeat parts of the address.
        raise MartServerFailed(f"PostgreSQL-serveren {name}: {_said(problem)}. {_AFTERWARDS}") from None


def server_name(address: str) -> str:
    """Return host and database of an address, for people. Raises MartServerFailed where it is none."""
    return _parsed(address)[1]


def _parsed(address: str) -> tuple[dict[str, Any], str]:
    """The parameters of a connection, and the server's name; the environment and ~/.pgpass may hold others."""
    psycopg = _driver()
    if not address.startswith(SCHEMES):
        raise MartServerFailed(
            "Adressen på PostgreSQL-serveren begynder ikke med postgresql://. Ret MEDVIND_PUBLISH_TO eller --to."
        )
    try:
        found = psycopg.conninfo.conninfo_to_dict(address)
    except psycopg.Error:
        raise MartServerFailed(
            "Adressen på PostgreSQL-serveren kan ikke læses. Den skrives postgresql://bruger@vært/database; tegn som "
            "@, / og % i en adgangskode skrives %40, %2F og %25."
        ) from None
    where = [str(found[part]) for part in ("host", "dbname") if found.get(part)]
    return dict(found), "/".join(where) or "på denne maskine"


def _driver() -> Any:
    try:
        import psycopg
    except ImportError:
        raise MartServerFailed(
            "Pakken psycopg mangler, så der kan ikke sendes til PostgreSQL. Skriv: pip install 'medvind[postgres]'"
        ) from None
    return psycopg


def _said(problem: psycopg.Error) -> str:
    state = problem.sqlstate
    if isinstance(problem, _driver().OperationalError) and (state is None or state[:2] in ("08", "57")):
        return _AWAY
    return _SAID.get(str(state)) or _SAID.get(str(state)[:2]) or _OTHER.format(state)
