"""Read files in a subprocess, so that a file that crashes, hangs or exhausts a parser harms no other file.

The worker is kept between files and replaced when it has died. It is started fresh, never forked: a fork after
Polars or DuckDB have run hangs.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.settings import Limits

# A response in JSON, and the numbers of its columns.
Response = tuple[dict[str, Any], bytes]

log = logging.getLogger(__name__)

_COMMAND = (sys.executable, "-P", "-m", "pipelines.intake.reading.read_worker")
# The worker was killed from outside, or waited too long for the processor or a disk: the file is not the cause, and is
# read again in the next run.
_NOT_THE_FILE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGALRM)


class _Worker:
    """One running worker process."""

    def __init__(self) -> None:
        # Messages of a crashing parser may hold cell values, so they are discarded.
        self._process = subprocess.Popen(  # noqa: S603 - a command of our own, without anything of a file in it
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self._receive() is None:
            raise OSError("the reader of files does not start")

    @property
    def is_running(self) -> bool:
        """Say whether the process is running."""
        return self._process.poll() is None

    def request(self, message: dict[str, Any]) -> Response:
        """Return the worker's response, or the problem that its death stands for."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()
        return self._receive() or self._cause_of_death()

    def kill(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.communicate()

    def _receive(self) -> Response | None:
        assert self._process.stdout is not None
        lengths = [int(length) for length in self._process.stdout.readline().split()]
        parts = [self._process.stdout.read(length) for length in lengths]
        if not parts or [len(part) for part in parts] != lengths:
            return None
        data, numbers = parts
        return json.loads(data), numbers

    def _cause_of_death(self) -> Response:
        status = self._process.wait()
        self._process.communicate()
        if status in _NOT_THE_FILE:
            raise OSError("the reader of files was ended")
        return {"unreadable": "too_slow" if status == -signal.SIGPROF else "too_heavy"}, b""


_workers: list[_Worker] = []
_lock = Lock()


def read_in_subprocess(path: Path, headers: Collection[str], limits: Limits) -> Reading:
    """Read as `read_file` does, within limits.parse_seconds of processor time and limits.parse_bytes.

    Raises Unreadable with the code of the problem, OSError where the file is gone or the worker cannot run, and
    RuntimeError for a fault in the reader itself.
    """
    message = {"path": os.fspath(path.absolute()), "headers": sorted(headers), "limits": asdict(limits)}
    with _lock:
        response, numbers = _request(message)
    if code := response.get("unreadable"):
        raise Unreadable(code)
    if "gone" in response:
        raise OSError(response["gone"], "the file cannot be opened")
    if "fault" in response:
        log.error("Fejl i læsningen: %s", response["fault"])
        raise RuntimeError(response["fault"])
    return Reading.from_plain(response, numbers)


def _request(message: dict[str, Any]) -> Response:
    worker = _workers.pop() if _workers else None
    if worker is None or not worker.is_running:
        worker = _Worker()
    try:
        response = worker.request(message)
    except BaseException:
        worker.kill()
        raise
    if worker.is_running:
        _workers.append(worker)
    return response
