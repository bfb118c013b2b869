"""`medvind serve` runs two processes, and both stop when either of them or the command stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipelines.commands.serve import together

WAITS = (
    "import pathlib, sys, os, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(600)"
)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid_in(file: Path) -> int:
    while not (file.exists() and file.read_text()):
        time.sleep(0.01)
    return int(file.read_text())


def test_when_one_ends_the_other_ends(tmp_path: Path) -> None:
    ends = "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.01)"
    commands = [("-c", WAITS, str(tmp_path / "pid")), ("-c", ends, str(tmp_path / "pid"))]
    assert not together(commands, tmp_path, {})
    assert not is_running(pid_in(tmp_path / "pid"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_stops_the_command_stops_both(tmp_path: Path, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    files = [tmp_path / "one", tmp_path / "other"]

    def stop() -> None:
        for file in files:
            pid_in(file)
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=stop)
    thread.start()
    assert together([("-c", WAITS, str(file)) for file in files], tmp_path, {"MEDVIND_X": "1"})
    thread.join()
    assert not any(is_running(pid_in(file)) for file in files)
    assert signal.getsignal(number) == before


def test_a_port_in_use_is_reported(tmp_path: Path) -> None:
    """The pages exit with an error code, and do not wait, where their port is taken."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        environment = os.environ | {"MEDVIND_PAGES_PORT": str(listener.getsockname()[1])}
        command = [sys.executable, "-m", "pipelines.pages"]
        done = subprocess.run(
            command, capture_output=True, cwd=tmp_path, check=False, timeout=600, env=environment, text=True
        )
    assert done.returncode != 0 and "address already in use" in done.stderr
