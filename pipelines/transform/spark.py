"""Spark, where it is the engine: a session in which dbt's models find the feeds and leave their tables.

All that it writes on this machine lies in the data folder, and it shows no page. What is set here comes before an
operator's `spark-defaults.conf`; where a cluster needs more than `Cluster` says, it is said there.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from pipelines.intake.manifest import ROWS
from pipelines.permissions import private
from pipelines.settings import HOST, Cluster, Settings
from schemas.feeds import all_feeds

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# The database of dbt's tables, as profiles.yml names it, and those of its sources.
MODELS, FEEDS, INTAKE = "medvind", "feeds", "intake"
# Loggers of pyspark's that write what Spark says of a failed query, and so perhaps of a row, to the terminal.
_TELLERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
_INTAKE = ("drops", "expected_deliveries")


class SparkMissing(Exception):
    """Spark, or what it is to read, is not there; the message says in Danish what is missing."""


@contextmanager
def at_work(settings: Settings) -> Iterator[None]:
    """Let the engine of the house be there: nothing to do for DuckDB. Within another, it is the same.

    Raises SparkMissing.
    """
    if settings.engine != "spark":
        yield
        return
    _require()
    if _is_open():
        yield
        return
    with private():
        settings.spark.mkdir(parents=True, exist_ok=True)
        session = _open(settings)
        try:
            _show_drops(session, settings)
            yield
        finally:
            _close(session)


def current() -> SparkSession:
    """The session that is at work."""
    from pyspark.sql import SparkSession

    return SparkSession.builder.getOrCreate()


def _is_open() -> bool:
    from pyspark import SparkContext

    return SparkContext._active_spark_context is not None


def _require() -> None:
    if not find_spec("pyspark") or not find_spec("dbt.adapters.spark"):
        raise SparkMissing("Spark er ikke installeret. Skriv i programmets mappe: pip install -e '.[spark]'")
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        raise SparkMissing("Spark kræver Java 17 eller nyere. På Debian: apt install openjdk-17-jre-headless")


def _open(settings: Settings) -> SparkSession:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    for name in _TELLERS:
        logging.getLogger(name).disabled = True
    told = SparkConf().setAppName("medvind").setAll(list(configuration(settings).items()))
    with (settings.spark / "java.log").open("w") as said:
        # What Java says of itself is not for the one who waits.
        SparkContext._ensure_initialized(gateway=launch_gateway(told, {"stdout": said, "stderr": said}))
    session = SparkSession.builder.config(conf=told).enableHiveSupport().getOrCreate()
    for database in (MODELS, FEEDS, INTAKE):
        session.sql(f"create database if not exists {database}")
        _clear_leavings(session, database)
    session.catalog.setCurrentDatabase(MODELS)
    return session


def _clear_leavings(session: SparkSession, database: str) -> None:
    """Remove what a build that was cut off has left: files without a table, over which none could be made."""
    java: Any = session._jvm
    tables = {row.tableName for row in session.sql(f"show tables in {database}").collect()}
    place = java.org.apache.hadoop.fs.Path(session.catalog.getDatabase(database).locationUri)
    store = place.getFileSystem(session._jsparkSession.sessionState().newHadoopConf())
    for found in store.listStatus(place) if store.exists(place) else ():
        if found.getPath().getName() not in tables:
            store.delete(found.getPath(), True)


def _close(session: SparkSession) -> None:
    """End the session and its Java: the catalogue is locked for as long as that lives."""
    from pyspark import SparkContext

    gateway: Any = SparkContext._gateway
    session.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None
    # Libraries that hold on to one another complain as Python ends, after the last word that is for anybody.
    atexit.unregister(_be_quiet)
    atexit.register(_be_quiet)


def _be_quiet() -> None:
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _cluster(settings: Settings) -> Cluster:
    """A house of the past has drops and tables of its own, in its folder."""
    return replace(settings.cluster, archive="", store="") if settings.as_of else settings.cluster


def configuration(settings: Settings) -> dict[str, str]:
    """What Spark is told: where things lie, that it keeps quiet, and that it is a small neighbour on one machine."""
    cluster, home = _cluster(settings), settings.spark
    told = {
        "spark.master": cluster.master,
        "spark.driver.memory": cluster.memory,
        "spark.sql.warehouse.dir": cluster.store or str(home / "tables"),
        "spark.local.dir": str(home / "tmp"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:{home / 'catalogue'};create=true",
        "spark.hadoop.hive.exec.scratchdir": str(home / "tmp" / "hive"),
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={home / 'tmp'} -Dderby.stream.error.file={os.devnull}",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # What Spark says of a row that it cannot compute holds its values.
        "spark.log.level": "OFF",
        "spark.executor.syncLogLevel.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        # The house's times are local ones, and stay as they are.
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
    }
    if cluster.master.startswith("local"):
        alone = {"spark.driver.host": HOST, "spark.driver.bindAddress": HOST}
        # A task for each of 200 parts of a small table is all start-up.
        return told | alone | {"spark.sql.shuffle.partitions": "8"}
    return told


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
    archive = f"{_cluster(settings).archive or settings.data}/raw"
    for feed in all_feeds():
        # Of today's contract, whatever an older drop lacks.
        columns = session.createDataFrame(pq.read_table(settings.raw / feed / "empty" / ROWS)).schema
        session.sql(f"drop table if exists {FEEDS}.{feed}")
        where = {
            "path": f"{archive}/{feed}",
            "pathGlobFilter": ROWS,
            "recursiveFileLookup": "true",
        }
        session.catalog.createTable(f"{FEEDS}.{feed}", source="parquet", schema=columns, **where)
        _require_all(session, settings, feed)
    for name in _INTAKE:
        rows = session.createDataFrame(pq.read_table(settings.dbt / "contracts" / f"{name}.parquet"))
        rows.write.mode("overwrite").saveAsTable(f"{INTAKE}.{name}")
