"""Run a standalone Spark cluster on this machine: a master and workers as processes on the loopback interface."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

from tests.end_to_end.serving import free_port

HOST = "127.0.0.1"
_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
_DEPLOY = "org.apache.spark.deploy"
_PATIENCE = 600


@dataclass
class Cluster:
    """A running cluster: the master's `url`, and the `environment` of a command that uses it."""

    folder: Path
    url: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {"MEDVIND_SPARK_MASTER": self.url, "SPARK_LOCAL_IP": HOST, "SPARK_CONF_DIR": str(self.folder)}

    def kill(self, worker: int) -> None:
        """Kill one worker and its executors, as in a power failure."""
        os.killpg(self.workers[worker].pid, signal.SIGKILL)
        self.workers[worker].wait()


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Start a master and some workers of one core each, with few shuffle partitions because the tables are small."""
    (folder / "spark-defaults.conf").write_text(
        "spark.sql.shuffle.partitions 4\nspark.executor.memory 600m\n"
    )
    port = free_port()
    made = Cluster(folder, f"spark://{HOST}:{port}")
    master = _start(folder, "master.Master", "--host", HOST, "--port", str(port), "--webui-port", "0")
    try:
        wait_for(folder / "master.Master.log", "I have been elected leader")
        for number in range(workers):
            mine = folder / f"worker-{number}"
            mine.mkdir()
            words = ["--host", HOST, "--webui-port", "0", "--cores", "1", "--memory", "700m"]
            made.workers.append(_start(mine, "worker.Worker", *words, "--work-dir", str(mine), made.url))
        for number in range(workers):
            wait_for(folder / f"worker-{number}" / "worker.Worker.log", "Successfully registered with master")
        yield made
    finally:
        for process in (*made.workers, master):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()


def _start(folder: Path, what: str, *words: str) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that its executors can be ended with it."""
    with (folder / f"{what}.log").open("wb") as said:
        return subprocess.Popen(
            [_CLASS, f"{_DEPLOY}.{what}", *words],
            env=os.environ | {"SPARK_LOCAL_IP": HOST, "SPARK_DAEMON_MEMORY": "256m"},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_for(log: Path, words: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while words not in log.read_text(errors="replace"):
        assert time.monotonic() < deadline, log.read_text(errors="replace")
        time.sleep(0.1)
