"""Start, query, watch and stop a real `medvind serve` process."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.command_process import PATIENCE
from tests.end_to_end.small_worlds import Installation

STATUSES = "{ runsOrError { ... on Runs { results { status } } } }"
# Reading the events of a run takes Dagster seconds, so no test asks for them until the run has ended.
RUNS = "{ runsOrError { ... on Runs { results { runId status jobName } } } }"
EVENTS = """query Events($run: ID!, $after: String) { logsForRun(runId: $run, afterCursor: $after) {
    ... on EventConnection { cursor hasMore events {
        ... on AssetCheckEvaluationEvent { evaluation { checkName success assetKey { path } } }
        ... on ExecutionStepFailureEvent { stepKey error { message errorChain { error { message } } } }
} } } }"""


def until(what: Callable[[], Any], why: str) -> Any:
    """Wait until a condition is true; the timeout only prevents a hanging test and measures nothing."""
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, why
        # Each look takes Dagster's page a tenth of a second of processor.
        time.sleep(1)
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Service:
    """An installation with a running `medvind serve`."""

    installation: Installation
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start the command in a session of its own, as a terminal does. Its output goes to a file."""
        with (self.installation.root / "serve.log").open("w") as log:
            self.process = self.installation.start(
                "serve", "--port", str(self.port), stdout=log, stderr=log, start_new_session=True
            )
        until(lambda: self.link() and self.answers("/server_info"), "Dagster's page does not answer")

    def link(self) -> str:
        """The link that logs in to Dagster; empty before the command has printed it."""
        printed = (self.installation.root / "serve.log").read_text(encoding="utf-8")
        found = re.search(rf"http://127\.0\.0\.1:{self.port}/log-ind\?kode=[\w-]+", printed)
        return found[0] if found else ""

    def answers(self, path: str, question: bytes | None = None) -> Any:
        """The page's response as JSON; None while the server does not respond."""
        server = f"http://127.0.0.1:{self.port}"
        cookie = f"medvind-{self.port + 1}={self.link().partition('=')[2]}"
        headers = {"Content-Type": "application/json", "Origin": server, "Cookie": cookie}
        request = urllib.request.Request(f"{server}{path}", question, headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError):
            return None

    def runs(self) -> list[dict[str, Any]]:
        """Every run in Dagster's run storage with its check evaluations and failed steps, newest first."""
        answer = self.answers("/graphql", json.dumps({"query": RUNS}).encode())
        return [run | self._events(run["runId"]) for run in answer["data"]["runsOrError"]["results"]]

    def _events(self, run: str) -> dict[str, Any]:
        """The check evaluations and failed steps of a run; Dagster gives its events page by page."""
        found: list[dict[str, Any]] = []
        page: dict[str, Any] = {"cursor": None, "hasMore": True}
        while page["hasMore"]:
            question = {"query": EVENTS, "variables": {"run": run, "after": page["cursor"]}}
            page = self.answers("/graphql", json.dumps(question).encode())["data"]["logsForRun"]
            found += [event for event in page["events"] if event]
        checks = [event["evaluation"] for event in found if "evaluation" in event]
        return {"checks": checks, "failures": [event for event in found if "stepKey" in event]}

    def statuses(self) -> list[str]:
        """The status of every run, newest first."""
        answer = self.answers("/graphql", json.dumps({"query": STATUSES}).encode())
        return [run["status"] for run in answer["data"]["runsOrError"]["results"]]

    def all_ended(self) -> bool:
        return all(status in ("SUCCESS", "FAILURE", "CANCELED") for status in self.statuses())

    def stop(self) -> bool:
        """Send SIGTERM to the command alone, as `kill` and systemd do; return whether all its processes ended."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while processes_of(self.installation) and time.monotonic() < end:
            self.process.poll()
            time.sleep(0.3)
        left = processes_of(self.installation)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        return not left


def processes_of(installation: Installation) -> list[int]:
    """Every process started for this installation, whatever its current parent."""
    mark = f"MEDVIND_DATA={installation.settings.data}\0".encode()
    return [pid for pid in all_pids() if mark in read(Path(f"/proc/{pid}/environ"))]


def all_pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def listening_addresses(installation: Installation) -> set[tuple[str, int]]:
    """Listening sockets of these processes as (hexadecimal address, port)."""
    inodes = {
        link[8:-1]
        for pid in processes_of(installation)
        for handle in descriptors(pid)
        if (link := handle).startswith("socket:[")
    }
    tables = (read(Path("/proc/net") / name).decode().splitlines()[1:] for name in ("tcp", "tcp6"))
    lines = [line.split() for table in tables for line in table]
    listening = [(words[1], words[9]) for words in lines if words[3] == "0A"]
    return {
        (place.split(":")[0], int(place.split(":")[1], 16)) for place, inode in listening if inode in inodes
    }


def descriptors(pid: int) -> list[str]:
    found = []
    try:
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            found.append(str(handle.readlink()))
    except OSError:
        pass
    return found
