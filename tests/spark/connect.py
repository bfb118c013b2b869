"""Run a Spark Connect server in a process of its own on the loopback interface, as an operator would."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyspark

from pipelines.settings import HOST
from tests.end_to_end.serving import free_port
from tests.spark.cluster import wait_for

_SUBMIT = Path(pyspark.__file__).parent / "bin" / "spark-submit"
_SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"


@contextmanager
def connect_server(folder: Path) -> Iterator[str]:
    """Yield the server's address while it runs. Its catalogue and tables lie in the folder."""
    port = free_port()
    options = {
        "spark.master": "local[2]",
        "spark.connect.grpc.binding.address": HOST,
        "spark.connect.grpc.binding.port": str(port),
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.catalogImplementation": "hive",
        "spark.sql.warehouse.dir": str(folder / "tables"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:{folder / 'catalogue'};create=true",
    }
    words = [word for name, value in options.items() for word in ("--conf", f"{name}={value}")]
    with (folder / "server.log").open("wb") as said:
        server = subprocess.Popen(
            [_SUBMIT, "--class", _SERVER, *words, "spark-internal"],
            cwd=folder,
            env=os.environ | {"SPARK_LOCAL_IP": HOST},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(folder / "server.log", "Spark Connect server started")
        yield f"sc://{HOST}:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
