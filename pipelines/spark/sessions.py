"""How a session of Spark's is opened and ended: with a Java of our own, or at a server that runs already (Connect).

All that it writes on this machine lies in the data folder, and it shows no page. What is set here comes before an
operator's `spark-defaults.conf`; where a cluster needs more than `Cluster` says, it is said there.
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

# Loggers of pyspark's that write what Spark says of a failed query, and so perhaps of a row, to the terminal.
_TELLERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
_REMOTE = ("SPARK_REMOTE", "SPARK_CONNECT_MODE_ENABLED")
_PATIENCE_SECONDS = 10
# How the models expect dates and times to be read.
_SPOKEN = {
    "spark.sql.session.timeZone": "UTC",
    # The house's times are local ones, and stay as they are.
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
}


class SparkMissing(Exception):
    """Spark, or what it is to read, is not there; the message says in Danish what is missing."""


@contextmanager
def session_of(settings: Settings) -> Iterator[SparkSession]:
    """A session for as long as it is needed. Raises SparkMissing."""
    if not find_spec("pyspark") or not find_spec("dbt.adapters.spark"):
        raise SparkMissing("Spark er ikke installeret. Skriv i programmets mappe: pip install -e '.[spark]'")
    for name in _TELLERS:
        logging.getLogger(name).disabled = True
    # Libraries that hold on to one another complain as Python ends, after the last word that is for anybody.
    atexit.unregister(_be_quiet)
    atexit.register(_be_quiet)
    with _connected(settings) if settings.cluster.is_server else _with_own_java(settings) as session:
        yield session


@contextmanager
def _connected(settings: Settings) -> Iterator[SparkSession]:
    """At a server that somebody else runs: its catalogue, its memory, and its log, are theirs to set."""
    from pyspark.sql import SparkSession

    address = settings.cluster.address
    try:
        socket.create_connection(address, _PATIENCE_SECONDS).close()
    except OSError:
        raise SparkMissing(f"Der svarer ingen Spark-server på {address[0]}:{address[1]}.") from None
    # dbt asks for a session by itself, and is to get this one.
    os.environ["SPARK_REMOTE"] = settings.cluster.master
    try:
        with warnings.catch_warnings(), SparkSession.builder.getOrCreate() as session:
            # dbt also asks for Hive each time, which a server has or has not.
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

    told = SparkConf().setAppName("medvind").setAll(list(configuration(settings).items()))
    with (settings.spark / "java.log").open("w") as said:
        # What Java says of itself is not for the one who waits.
        SparkContext._ensure_initialized(gateway=launch_gateway(told, {"stdout": said, "stderr": said}))
    return SparkSession.builder.config(conf=told).enableHiveSupport().getOrCreate()


def _close(session: SparkSession) -> None:
    """End the session and its Java: the catalogue is locked for as long as that lives."""
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
    """What Spark is told: where things lie, that it keeps quiet, and that it is a small neighbour on one machine."""
    cluster, home = settings.cluster, settings.spark
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
        **_SPOKEN,
    }
    if cluster.master.startswith("local"):
        alone = {"spark.driver.host": HOST, "spark.driver.bindAddress": HOST}
        # A task for each of 200 parts of a small table is all start-up.
        return told | alone | {"spark.sql.shuffle.partitions": "8"}
    return told
