"""Inject faults into the file-system operations of a command, without changes to the program.

Python raises an audit event before each file-system change that a process makes. Each event is written as a line such
as `rename raw/.incoming/r -> raw/absence/r`, with paths relative to the data folder. A fault triggers at the nth line
that matches a pattern. DuckDB, Polars and Arrow write without audit events: kills at random instants and a disk that is
really full cover these.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = {
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.remove": 1,
    "os.mkdir": 1,
    "os.rmdir": 1,
    "os.chmod": 1,
    "os.truncate": 1,
}


def change(data: Path, event: str, arguments: tuple[Any, ...]) -> str | None:
    """Describe an audit event's file-system change below `data` as a line; None where it changes nothing there."""
    if event == "open":
        path, _, flags = arguments
        places = [path] if isinstance(flags, int) and flags & _WRITING else []
        event = "os.write"
    else:
        places = list(arguments[: _CHANGES.get(event, 0)])
    named = [_below(data, place) for place in places]
    return f"{event[3:]} {' -> '.join(map(str, named))}" if any(named) else None


def _below(data: Path, place: Any) -> str:
    if isinstance(place, int):
        return ""
    path = os.path.abspath(os.fsdecode(place))  # noqa: PTH100 - a link is not to be followed
    return path.removeprefix(f"{data}/") if path.startswith(f"{data}/") else ""


@dataclass
class Fault:
    """A fault at the nth change whose line matches `at`: kill the process (with `after`, once the change is made); or
    fail that change and every later matching one with an errno; or call `instead` once. With `seen` it only records:
    each line is appended to that file."""

    at: str = ""
    nth: int = 1
    errno: int | None = None
    after: bool = False
    instead: Callable[[], None] | None = None
    seen: str | None = None
    _count: int = field(default=0, init=False)
    _struck: int | None = field(default=None, init=False)

    def set(self, data: Path) -> None:
        """Install the audit hook in this process; it stays active until the process ends."""
        found = re.compile(self.at)
        lines = os.open(self.seen, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if self.seen else None

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            if self._struck == threading.get_ident() and event != "os.kill":
                # The change of the previous event is complete once the next event arrives.
                os.kill(os.getpid(), signal.SIGKILL)
            if event != "open" and event not in _CHANGES:
                return
            line = change(data, event, arguments)
            if line is None:
                return
            if lines:
                os.write(lines, f"{line}\n".encode())
            elif found.search(line):
                self._count += 1
                if self._count >= self.nth:
                    self._strike(arguments[0])

        sys.addaudithook(hook)

    def _strike(self, place: Any) -> None:
        if self.errno:
            raise OSError(self.errno, os.strerror(self.errno), place)
        if self._count > self.nth:
            return
        if self.instead:
            self.instead()
        elif self.after:
            self._struck = threading.get_ident()
        else:
            os.kill(os.getpid(), signal.SIGKILL)
