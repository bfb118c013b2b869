"""Send the current publication to the server: into a new schema, which takes the old one's name in one transaction.

Renaming a schema waits for no reader, and a reader who waits for nothing finds the tables of one publication or of the
next. `copy ... with (freeze)` shows the rows to transactions that began before them, too.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.publication.mart_server.connection import MartServerFailed, connected, server_name
from pipelines.publication.mart_server.file_tables import ServerTable, file_tables, rows_of
from pipelines.publication.mart_server.server_state import OLD, READERS, SCHEMA, comment_of, schemas
from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.settings import Settings

if TYPE_CHECKING:
    import psycopg

_NEW = f"{SCHEMA}_new"
# Two senders take turns; what is waited for longer than this is left.
_LOCK, _WAIT = "select pg_advisory_xact_lock(hashtext('medvind'), 0)", "set lock_timeout = '60s'"
# Less than the second after which PostgreSQL looks for deadlocks: it might end the reader's query rather than ours.
_WAIT_FOR_READERS = "set lock_timeout = '200ms'"


@dataclass(frozen=True)
class Sent:
    """What was sent: the server's name, the publication, its number of rows by table, and whether the role for readers
    may read it."""

    server: str
    publication: str
    rows: dict[str, int]
    readers: bool


def send_if_new(settings: Settings) -> Sent | None:
    """Send the current publication where a server is set and has another; None where there was nothing to send.

    Raises MartServerFailed.
    """
    if not settings.publish_to or not (settings.current_publication / METADATA).exists():
        return None
    with connected(settings.publish_to) as connection:
        publication, _ = schemas(connection)
    if publication == _identifier(settings.current_publication):
        return None
    return send(settings)


def send(settings: Settings) -> Sent:
    """Send the current publication to `settings.publish_to`, whatever that has. Raises MartServerFailed.

    Readers keep what they had until all of it is there. The lock of the data folder is not needed.
    """
    with connected(settings.publish_to) as connection:
        with connection.transaction():
            connection.execute(_WAIT)
            connection.execute(_LOCK)
            # Chosen under the server's lock, so that of two senders the last one sends the newest.
            folder = settings.current_publication
            before, _ = schemas(connection)
            rows = _write(connection, folder)
            readers = _let_read(connection)
            _swap(connection, before)
        _remove_old(connection)
    return Sent(server_name(settings.publish_to), _identifier(folder), rows, readers)


def _identifier(folder: Path) -> str:
    return str(read_metadata(folder)["id"])


def _write(connection: psycopg.Connection[Any], folder: Path) -> dict[str, int]:
    """Write the tables and views of a publication's file into a new schema; return the rows by table."""
    from psycopg import sql

    if not (folder / METADATA).exists():
        raise MartServerFailed("Der er ikke udgivet noget endnu. Skriv: medvind run")
    _run(connection, "create schema {}", _NEW)
    comment = sql.Literal(comment_of(_identifier(folder)))
    connection.execute(sql.SQL("comment on schema {} is {}").format(sql.Identifier(_NEW), comment))
    with duckdb.connect(str(folder / "medvind.duckdb"), read_only=True) as file:
        return {table.name: _copy(connection, file, table) for table in file_tables(file)}


def _copy(connection: psycopg.Connection[Any], file: duckdb.DuckDBPyConnection, table: ServerTable) -> int:
    from psycopg import sql

    _create(connection, table)
    into = sql.SQL("copy {} from stdin with (freeze)").format(sql.Identifier(_NEW, table.name))
    with connection.cursor() as cursor:
        with cursor.copy(into) as copying:
            for row in rows_of(file, table.name):
                copying.write_row(row)
        return cursor.rowcount


def _create(connection: psycopg.Connection[Any], table: ServerTable) -> None:
    """Create an empty table with its comments."""
    from psycopg import sql

    place = sql.Identifier(_NEW, table.name)
    columns = [sql.Identifier(one.name) + sql.SQL(f" {one.kind}") for one in table.columns]
    connection.execute(sql.SQL("create table {} ({})").format(place, sql.SQL(", ").join(columns)))
    said = sql.SQL("comment on table {} is {}")
    connection.execute(said.format(place, sql.Literal(table.comment)))
    said = sql.SQL("comment on column {} is {}")
    for one in table.columns:
        column = sql.Identifier(_NEW, table.name, one.name)
        connection.execute(said.format(column, sql.Literal(one.comment)))


def _let_read(connection: psycopg.Connection[Any]) -> bool:
    """Let the role for readers read the new schema, and make the role where it is missing and the user may.

    Returns whether there is such a role.
    """
    may_make = "select rolsuper or rolcreaterole from pg_roles where rolname = current_user"
    if not connection.execute("select 1 from pg_roles where rolname = %s", [READERS]).fetchone():
        if connection.execute(may_make).fetchone() != (True,):
            return False
        _run(connection, "create role {} nologin", READERS)
    _run(connection, "grant usage on schema {} to {}", _NEW, READERS)
    _run(connection, "grant select on all tables in schema {} to {}", _NEW, READERS)
    return True


def _swap(connection: psycopg.Connection[Any], before: str | None) -> None:
    if before is not None:
        # An id is used once by each installation; the same publication may be sent again, so a number follows it.
        (number,) = connection.execute("select pg_current_xact_id()::text").fetchone() or ("",)
        _run(connection, "alter schema {} rename to {}", SCHEMA, f"{OLD}{number}")
    _run(connection, "alter schema {} rename to {}", _NEW, SCHEMA)


def _remove_old(connection: psycopg.Connection[Any]) -> None:
    """Remove earlier publications, each in a transaction of its own; what somebody still reads, or has made a view on,
    is left until the next time."""
    from psycopg import Error

    connection.execute(_WAIT_FOR_READERS)
    for name in schemas(connection)[1]:
        with suppress(Error), connection.transaction():
            tables = connection.execute("select tablename from pg_tables where schemaname = %s", [name])
            for (table,) in tables.fetchall():
                _run(connection, "drop table {}", (name, table))
            _run(connection, "drop schema {}", name)


def _run(connection: psycopg.Connection[Any], statement: str, *names: str | tuple[str, ...]) -> None:
    """Run a statement of ours with names in its places."""
    from psycopg import sql

    places = [sql.Identifier(*([one] if isinstance(one, str) else one)) for one in names]
    connection.execute(sql.SQL(statement).format(*places))
