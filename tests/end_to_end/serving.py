"""`medvind serve` for real: started, asked, watched and stopped."""

from __future__ import annotations

import json
import os
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

from tests.end_to_end.small_worlds import PATIENCE, Installation

RUNS = """{ runsOrError { ... on Runs { results { runId status jobName eventConnection(limit: 10000) { events {
    ... on AssetCheckEvaluationEvent { evaluation { checkName success assetKey { path } } }
} } } } } }"""


def until(what: Callable[[], Any], why: str) -> Any:
    """Wait for something to become true; the patience is a guard, no measure."""
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, why
        time.sleep(0.3)
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Service:
    """A house that is being served."""

    installation: Installation
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it as a terminal would: in a session of its own. What it says goes to a file."""
        with (self.installation.root / "serve.log").open("w") as log:
            self.process = self.installation.start(
                "serve", "--port", str(self.port), stdout=log, stderr=log, start_new_session=True
            )
        until(lambda: self.answers("/server_info"), "Dagster's page does not answer")

    def answers(self, path: str, question: bytes | None = None) -> Any:
        """The page's answer as JSON, or None as long as there is none."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", question)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError):
            return None

    def runs(self) -> list[dict[str, Any]]:
        """Every run that Dagster knows of, the newest first."""
        answer = self.answers("/graphql", json.dumps({"query": RUNS}).encode())
        return list(answer["data"]["runsOrError"]["results"])

    def all_ended(self) -> bool:
        return all(run["status"] in ("SUCCESS", "FAILURE", "CANCELED") for run in self.runs())

    def stop(self) -> bool:
        """Tell the command, and it alone, to end, as `kill` and systemd do; say whether nobody stays behind."""
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
    """Every process that was started for this house, whoever its parent is now."""
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
    """Where on the network these processes listen: (address in hexadecimal, port)."""
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
