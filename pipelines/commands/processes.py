"""Run Python processes together: when one ends, or a signal arrives, all of them are ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_LOOK_EVERY, _PATIENCE = 0.2, 60.0
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Process:
    """Arguments of Python, the sockets that the process inherits, and the files of earlier ones that it waits for."""

    words: Sequence[str]
    inherits: Sequence[socket.socket] = ()
    needs: Sequence[Path] = ()


def together(processes: Sequence[Process], folder: Path, environment: Mapping[str, str]) -> bool:
    """Start the processes in order, and wait until one ends or a signal arrives; return whether it was a signal.

    No process is left running.
    """
    with _stop_signals() as signals:
        children: list[subprocess.Popen[bytes]] = []

        def going() -> bool:
            return not signals and all(child.poll() is None for child in children)

        try:
            for one in processes:
                while going() and not all(path.exists() for path in one.needs):
                    time.sleep(_LOOK_EVERY)
                if going():
                    children.append(_start(one, folder, {**os.environ, **environment}))
            while going():
                time.sleep(_LOOK_EVERY)
        finally:
            _end(children)
    return bool(signals)


def _start(one: Process, folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # A session of its own, so that Ctrl-C reaches this process only and each child is interrupted once.
    inherited = [listening.fileno() for listening in one.inherits]
    return subprocess.Popen(  # noqa: S603 - a command of our own
        [sys.executable, *one.words],
        cwd=folder,
        env=environment,
        start_new_session=True,
        pass_fds=inherited,
    )


@contextmanager
def _stop_signals() -> Iterator[list[int]]:
    """Yield a list that receives the number of each signal that asks this process to end."""
    signals: list[int] = []
    before = {one: signal.signal(one, lambda number, _: signals.append(number)) for one in _ENDINGS}
    try:
        yield signals
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Interrupt the processes and their children; kill those that have not ended in time."""
    for child in children:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGINT)
    for child in children:
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
