"""Dagster's event log in its own SQLite files, with connections kept open between events.

A run writes hundreds of events. For each, Dagster's own class makes an engine and a connection two or three times, and
checks for tables and columns of newer versions: most of what its bookkeeping costs a small drop. Internals that are
overridden are listed below; where a version of Dagster lacks one, Dagster's own class is used.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dagster._core.storage.event_log import SqliteEventLogStorage
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from pipelines.settings import Settings

if TYPE_CHECKING:
    from dagster._serdes import ConfigurableClassData

# Members of Dagster's class that are overridden or used here, and that Dagster does not promise to keep.
_INTERNALS = (
    "_connect",
    "_db_lock",
    "_has_asset_key_col_on_connection",
    "_initdb",
    "_initialized_dbs",
    "conn_string_for_shard",
    "has_table",
)
# Open files: the index of all runs, and the runs that are being written or read.
_OPEN_FILES = 4
_BUSY_TIMEOUT_SECONDS = 60


class EventLog(SqliteEventLogStorage):
    """SQLite event log that keeps its most recent connections open, and is used by one thread at a time."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._connections: OrderedDict[str, Connection] = OrderedDict()
        self._present: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(  # type: ignore[override]  # the type is Dagster's where the internals are others
        cls, inst_data: ConfigurableClassData | None, config_value: Any
    ) -> SqliteEventLogStorage:
        """Open the store in the folder where Dagster's own would be; Dagster's own where it has other internals."""
        folder = str(Settings.from_environment().dagster / "history" / "runs")
        own = SqliteEventLogStorage(folder, inst_data)
        return cls(folder, inst_data) if all(hasattr(own, name) for name in _INTERNALS) else own

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        """Take no configuration: the environment names the data folder."""
        return {}

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            connection = self._connection(shard)
            with connection.begin():
                yield connection

    def _connection(self, shard: str) -> Connection:
        if shard not in self._connections:
            self._connections[shard] = self._open_engine(shard).connect()
        self._connections.move_to_end(shard)
        while len(self._connections) > _OPEN_FILES:
            _close(self._connections.popitem(last=False)[1])
        return self._connections[shard]

    def _open_engine(self, shard: str) -> Engine:
        options = {"timeout": _BUSY_TIMEOUT_SECONDS, "check_same_thread": False}
        engine = create_engine(self.conn_string_for_shard(shard), poolclass=StaticPool, connect_args=options)
        event.listen(engine, "connect", _set_synchronous_normal)
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine

    def has_table(self, table_name: str) -> bool:
        """Say whether the store has a table. Dagster asks before each event; a table that was found stays."""
        if table_name not in self._present and super().has_table(table_name):
            self._present.add(table_name)
        return table_name in self._present

    def _has_asset_key_col_on_connection(self, conn: Connection, column_name: str) -> bool:
        column = f"asset_keys.{column_name}"
        if column not in self._present and super()._has_asset_key_col_on_connection(conn, column_name):
            self._present.add(column)
        return column in self._present

    def dispose(self) -> None:
        """Close the connections."""
        for connection in self._connections.values():
            _close(connection)
        self._connections.clear()
        super().dispose()


def _set_synchronous_normal(connection: Any, _: Any) -> None:
    """Skip a sync per event: a power cut may lose the newest events, but neither the file nor any data."""
    connection.execute("pragma synchronous = normal")


def _close(connection: Connection) -> None:
    connection.close()
    connection.engine.dispose()
