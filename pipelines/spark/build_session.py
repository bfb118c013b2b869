"""Spark, where it is the engine: a session in which dbt's models find the feeds and leave their tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from pipelines.intake.archive.manifest import ROWS
from pipelines.permissions import private_files
from pipelines.settings import Settings
from pipelines.spark.sessions import SparkMissing, session_of
from pipelines.spark.spark_tables import FEEDS, INTAKE, open_databases
from schemas.feeds import all_feeds

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_INTAKE = ("drops", "expected_deliveries")

# The session that is at work in this process, if one is.
_current: list[SparkSession] = []


@contextmanager
def spark_session(settings: Settings) -> Iterator[None]:
    """Let the engine of the house be there: nothing to do for DuckDB. Within another, it is the same.

    Raises SparkMissing.
    """
    if settings.engine != "spark" or _current:
        yield
        return
    with private_files():
        settings.spark.mkdir(parents=True, exist_ok=True)
        with session_of(settings) as session:
            open_databases(session, settings)
            _show_drops(session, settings)
            _current.append(session)
            try:
                yield
            finally:
                _current.clear()


def current() -> SparkSession:
    """The session that is at work."""
    return _current[0]


def _require_all(session: SparkSession, settings: Settings, feed: str) -> None:
    """An archive that is read in another place than it is written may be behind, and nobody would see it."""
    drops = {path.parent.name for path in (settings.raw / feed).glob(f"*/{ROWS}")}
    seen = {PurePosixPath(file).parent.name for file in session.table(f"{FEEDS}.{feed}").inputFiles()}
    if missing := drops - seen:
        raise SparkMissing(
            f"Det arkiv, som Spark læser, mangler {len(missing)} leverancer af {feed}. Bring det ajour, og prøv igen."
        )


def _show_drops(session: SparkSession, settings: Settings) -> None:
    """Make dbt's sources: the archive where it lies, and the small tables that intake wrote for this build."""
    from pyspark.sql.pandas.types import from_arrow_schema

    archive = f"{settings.cluster.archive or settings.data}/raw"
    for feed in all_feeds():
        # Of today's contract, whatever an older drop lacks.
        columns = from_arrow_schema(pq.read_schema(settings.raw / feed / "empty" / ROWS))
        session.sql(f"drop table if exists {FEEDS}.{feed}")
        where = {
            "path": f"{archive}/{feed}",
            "pathGlobFilter": ROWS,
            "recursiveFileLookup": "true",
        }
        session.catalog.createTable(f"{FEEDS}.{feed}", source="parquet", schema=columns, **where)
        _require_all(session, settings, feed)
    for name in _INTAKE:
        table = pq.read_table(settings.dbt / "contracts" / f"{name}.parquet")
        # Of an empty one, Spark asks for its columns.
        rows = session.createDataFrame(table, from_arrow_schema(table.schema))
        rows.write.mode("overwrite").saveAsTable(f"{INTAKE}.{name}")
