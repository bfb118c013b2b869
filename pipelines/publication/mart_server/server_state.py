"""What the server has: which publication, for whom, and what is left of earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.publication.mart_server.connection import MartServerFailed, connected, server_name

if TYPE_CHECKING:
    import psycopg

# The schema that readers query, and the role that may read it.
SCHEMA, READERS = "medvind", "medvind_reader"
# Earlier publications that somebody was still reading when they were replaced.
OLD = f"{SCHEMA}_old_"
# The comment of the schema: it says which publication this is, and that the schema is ours to replace.
_COMMENT = "MedVind "

_SCHEMAS = """
    select nspname, coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace
    where nspname = %s or starts_with(nspname, %s) order by nspname
"""
_MAY_READ = """
    select has_schema_privilege(rolname, %s, 'usage') from pg_roles where rolname = %s
"""


@dataclass(frozen=True)
class ServerState:
    """The server's name, the publication that its readers see (None: none), whether the role for readers can read it,
    and the schemas left over from earlier publications."""

    server: str
    publication: str | None
    readers: bool
    left: list[str]


def server_state(address: str) -> ServerState:
    """Ask the server. Raises MartServerFailed where it cannot be asked, or has another schema of that name."""
    with connected(address) as connection:
        publication, left = schemas(connection)
        row = publication and connection.execute(_MAY_READ, [SCHEMA, READERS]).fetchone()
    return ServerState(server_name(address), publication, bool(row and row[0]), left)


def schemas(connection: psycopg.Connection[Any]) -> tuple[str | None, list[str]]:
    """Return the publication that the schema holds, and the schemas of earlier ones.

    Raises MartServerFailed where there is a schema of that name that is not ours.
    """
    found = dict(connection.execute(_SCHEMAS, [SCHEMA, OLD]).fetchall())
    left = [name for name, comment in found.items() if name != SCHEMA and comment.startswith(_COMMENT)]
    if SCHEMA not in found:
        return None, left
    if not found[SCHEMA].startswith(_COMMENT):
        raise MartServerFailed(
            f"Databasen har i forvejen et skema, der hedder {SCHEMA}, og som vi ikke har lavet. Giv det et andet navn, "
            "eller vælg en anden database."
        )
    return found[SCHEMA].removeprefix(_COMMENT), left


def comment_of(publication: str) -> str:
    """Return the comment of the schema that holds a publication."""
    return f"{_COMMENT}{publication}"
