"""Open and close Spark sessions: with a local Java process, or on a running server (Spark Connect).

Everything Spark writes on this machine is inside the data folder, and it serves no web page. Settings here precede an
operator's `spark-defaults.conf`, which is the place for anything that a cluster needs beyond `Cluster`.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pipelines.settings import HOST, Settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Loggers of pyspark that write the message of a failed query, which may hold a row's values, to the terminal.
_LOGGERS_OF_VALUES = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
_REMOTE = ("SPARK_REMOTE", "SPARK_CONNECT_MODE_ENABLED")
_PATIENCE_SECONDS = 10
# The models expect dates and times to be read like this.
_SPOKEN = {
    "spark.sql.session.timeZone": "UTC",
    # Stored times are local and must not be converted.
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
}


class SparkMissing(Exception):
    """Spark, or something it must read, is missing; the Danish message says what."""


@contextmanager
def session_of(settings: Settings) -> Iterator[SparkSession]:
    """Yield a session and close it afterwards. Raises SparkMissing."""
    if not find_spec("pyspark") or not find_spec("dbt.adapters.spark"):
        raise SparkMissing("Spark er ikke installeret. Skriv i programmets mappe: pip install -e '.[spark]'")
    for name in _LOGGERS_OF_VALUES:
        logging.getLogger(name).disabled = True
    # Libraries write warnings while Python shuts down, after the last message meant for the user.
    atexit.unregister(_be_quiet)
    atexit.register(_be_quiet)
    with _connected(settings) if settings.cluster.is_server else _with_own_java(settings) as session:
        yield session


@contextmanager
def _connected(settings: Settings) -> Iterator[SparkSession]:
    """Connect to a server. Its catalogue, memory and log are set by whoever runs it."""
    from pyspark.sql import SparkSession

    address = settings.cluster.address
    try:
        socket.create_connection(address, _PATIENCE_SECONDS).close()
    except OSError:
        raise SparkMissing(f"Der svarer ingen Spark-server på {address[0]}:{address[1]}.") from None
    # dbt asks for a session by itself, and must get this one.
    os.environ["SPARK_REMOTE"] = settings.cluster.master
    try:
        with warnings.catch_warnings(), SparkSession.builder.getOrCreate() as session:
            # dbt also asks for Hive support, which a server may lack.
            warnings.filterwarnings("ignore", ".*catalogImplementation")
            for name, value in _SPOKEN.items():
                session.conf.set(name, value)
            yield session
    finally:
        for name in _REMOTE:
            os.environ.pop(name, None)


@contextmanager
def _with_own_java(settings: Settings) -> Iterator[SparkSession]:
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        raise SparkMissing("Spark kræver Java 17 eller nyere. På Debian: apt install openjdk-17-jre-headless")
    session = _open(settings)
    try:
        yield session
    finally:
        _close(session)


def _open(settings: Settings) -> SparkSession:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    configured = SparkConf().setAppName("medvind").setAll(list(configuration(settings).items()))
    with (settings.spark / "java.log").open("w") as said:
        # Java's own messages are not meant for the user.
        SparkContext._ensure_initialized(gateway=launch_gateway(configured, {"stdout": said, "stderr": said}))
    return SparkSession.builder.config(conf=configured).enableHiveSupport().getOrCreate()


def _close(session: SparkSession) -> None:
    """Stop the session and its Java process, which would keep the catalogue locked."""
    from pyspark import SparkContext

    gateway: Any = SparkContext._gateway
    session.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None


def _be_quiet() -> None:
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def configuration(settings: Settings) -> dict[str, str]:
    """Return Spark's configuration: folders, quiet logging, and modest use of one machine."""
    cluster, home = settings.cluster, settings.spark
    configured = {
        "spark.master": cluster.master,
        "spark.driver.memory": cluster.memory,
        "spark.sql.warehouse.dir": cluster.store or str(home / "tables"),
        "spark.local.dir": str(home / "tmp"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:{home / 'catalogue'};create=true",
        "spark.hadoop.hive.exec.scratchdir": str(home / "tmp" / "hive"),
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={home / 'tmp'} -Dderby.stream.error.file={os.devnull}",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # Spark's message about a row that it cannot compute holds the row's values.
        "spark.log.level": "OFF",
        "spark.executor.syncLogLevel.enabled": "true",
        **_SPOKEN,
    }
    if cluster.master.startswith("local"):
        local = {"spark.driver.host": HOST, "spark.driver.bindAddress": HOST}
        # 200 tasks, Spark's default, would be nothing but start-up for small tables.
        return configured | local | {"spark.sql.shuffle.partitions": "8"}
    return configured
