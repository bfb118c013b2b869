"""Read a file in a child process, so that a file that kills, hangs or bloats a parser costs only itself.

The child is kept from file to file and replaced when it has died. It is started afresh, never forked from this
process: a fork after Polars or DuckDB have run hangs.
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

log = logging.getLogger(__name__)

_COMMAND = (sys.executable, "-P", "-m", "pipelines.intake.reading.read_worker")
# Someone else ended the child: the file is not to blame, and is tried again in the next run.
_NOT_THE_FILE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP)


class _Child:
    """One running worker."""

    def __init__(self) -> None:
        # What a dying parser says may hold cells: nobody listens to its last words.
        self._process = subprocess.Popen(  # noqa: S603 - a command of our own, without anything of a file in it
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self._hear() is None:
            raise OSError("the reader of files does not start")

    @property
    def lives(self) -> bool:
        """Say whether it can be asked."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return its answer, or what its death means."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        return self._hear() or self._post_mortem()

    def end(self) -> None:
        """Let go of it, whatever it is doing."""
        self._process.kill()
        self._process.communicate()

    def _hear(self) -> dict[str, Any] | None:
        assert self._process.stdout is not None
        length = self._process.stdout.readline()
        data = self._process.stdout.read(int(length)) if length else b""
        heard: dict[str, Any] | None = json.loads(data) if length and len(data) == int(length) else None
        return heard

    def _post_mortem(self) -> dict[str, Any]:
        died_of = self._process.wait()
        self._process.communicate()
        if died_of in _NOT_THE_FILE:
            raise OSError("the reader of files was ended")
        return {"unreadable": "too_slow" if died_of == -signal.SIGALRM else "too_heavy"}


_children: list[_Child] = []
_one_at_a_time = Lock()


def read_in_subprocess(path: Path, headers: Collection[str], limits: Limits) -> Reading:
    """As files.read_file, within limits.parse_seconds and limits.parse_bytes.

    Raises Unreadable with the code of the problem, OSError where the file is gone or nobody can read now, and
    RuntimeError for a fault of the reader itself.
    """
    request = {"path": os.fspath(path.absolute()), "headers": sorted(headers), "limits": asdict(limits)}
    with _one_at_a_time:
        answer = _ask(request)
    if code := answer.get("unreadable"):
        raise Unreadable(code)
    if "gone" in answer:
        raise OSError(answer["gone"], "the file cannot be opened")
    if "fault" in answer:
        log.error("Fejl i læsningen: %s", answer["fault"])
        raise RuntimeError(answer["fault"])
    return Reading.from_plain(answer)


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    child = _children.pop() if _children else None
    if child is None or not child.lives:
        child = _Child()
    try:
        answer = child.ask(request)
    except BaseException:
        child.end()
        raise
    if child.lives:
        _children.append(child)
    return answer
