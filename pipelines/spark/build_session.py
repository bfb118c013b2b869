"""Open a Spark session in which dbt's models find the feeds and create their tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from pipelines.intake.archive.drop_folder import ROWS
from pipelines.permissions import private_files
from pipelines.settings import Settings
from pipelines.spark.sessions import SparkMissing, session_of
from pipelines.spark.spark_tables import FEEDS, INTAKE, open_databases
from schemas.feeds import all_feeds

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_INTAKE = ("drops", "expected_deliveries", "agreements", "calendar", "ended_units")

# The open session of this process, if any.
_current: list[SparkSession] = []


@contextmanager
def spark_session(settings: Settings) -> Iterator[None]:
    """Hold a Spark session where Spark is the engine; do nothing for DuckDB. Nested calls share one session.

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
    """Return the open session."""
    return _current[0]


def _require_all(session: SparkSession, settings: Settings, feed: str) -> None:
    """Raise SparkMissing where the workers' copy of the archive lacks a drop, which the figures would lack too."""
    drops = {path.parent.name for path in (settings.raw / feed).glob(f"*/{ROWS}")}
    seen = {PurePosixPath(file).parent.name for file in session.table(f"{FEEDS}.{feed}").inputFiles()}
    if missing := drops - seen:
        raise SparkMissing(
            f"Det arkiv, som Spark læser, mangler {len(missing)} leverancer af {feed}. Bring det ajour, og prøv igen."
        )


def _show_drops(session: SparkSession, settings: Settings) -> None:
    """Create dbt's sources: views of the archive, and the source tables written for this build."""
    from pyspark.sql.pandas.types import from_arrow_schema

    archive = f"{settings.cluster.archive or settings.data}/raw"
    for feed in all_feeds():
        # Columns of the current contract, also where an older drop lacks one.
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
        # Spark needs the columns of an empty source.
        rows = session.createDataFrame(table, from_arrow_schema(table.schema))
        rows.write.mode("overwrite").saveAsTable(f"{INTAKE}.{name}")
