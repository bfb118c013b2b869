"""Where Dagster's events go: its own SQLite files, without opening them and looking them through for each event.

A run writes hundreds of events. Dagster's store makes an engine and a connection for each, two or three times, and asks
each time whether the store has the tables that newer versions brought: that is most of what its bookkeeping costs a
small drop. dagster is pinned to one version, so overriding is safe.
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
# The index of all runs, and the runs that are written or looked at just now.
_KEPT = 4
_PATIENCE_SECONDS = 60


class EventLog(SqliteEventLogStorage):
    """Dagster's event log in SQLite with its newest connections kept open; one user at a time, as in Dagster's own."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        self._found: set[str] = set()
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
        """Nothing to say: the data folder is told by its environment variable alone."""
        return {}

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock, self._engine(shard).connect() as connection, connection.begin():
            yield connection

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            self._engines[shard] = self._opened(shard)
        self._engines.move_to_end(shard)
        while len(self._engines) > _KEPT:
            self._engines.popitem(last=False)[1].dispose()
        return self._engines[shard]

    def _opened(self, shard: str) -> Engine:
        waits = {"timeout": _PATIENCE_SECONDS, "check_same_thread": False}
        engine = create_engine(self.conn_string_for_shard(shard), poolclass=StaticPool, connect_args=waits)
        event.listen(engine, "connect", _without_waiting_for_the_disk)
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine

    def has_table(self, table_name: str) -> bool:
        """Whether the store has a table, looked up before each event by Dagster; what was found stays there."""
        if table_name not in self._found and super().has_table(table_name):
            self._found.add(table_name)
        return table_name in self._found

    def _has_asset_key_col_on_connection(self, conn: Connection, column_name: str) -> bool:
        column = f"asset_keys.{column_name}"
        if column not in self._found and super()._has_asset_key_col_on_connection(conn, column_name):
            self._found.add(column)
        return column in self._found

    def dispose(self) -> None:
        """Close the files."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()


def _without_waiting_for_the_disk(connection: Any, _: Any) -> None:
    """A power cut may cost the newest events, never the file; what was taken in and published lies elsewhere."""
    connection.execute("pragma synchronous = normal")
