"""Processes that run together: all stop when one of them or the command stops."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from pipelines.commands.processes import Process, together

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
    pid = str(tmp_path / "pid")
    assert not together([Process(("-c", WAITS, pid)), Process(("-c", ends, pid))], tmp_path, {})
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
    assert together([Process(("-c", WAITS, str(file))) for file in files], tmp_path, {"MEDVIND_X": "1"})
    thread.join()
    assert not any(is_running(pid_in(file)) for file in files)
    assert signal.getsignal(number) == before


def test_a_process_waits_for_the_files_it_needs(tmp_path: Path) -> None:
    made = tmp_path / "made"
    makes = Process(("-c", WAITS, str(made)))
    looks = ("-c", "import pathlib, sys; assert pathlib.Path(sys.argv[1]).exists()", str(made))
    assert not together([makes, Process(looks, needs=[made])], tmp_path, {})
    late = Process(("-c", WAITS, str(tmp_path / "late")), needs=[tmp_path / "never"])
    assert not together([Process(("-c", "raise SystemExit")), late], tmp_path, {})
    assert not (tmp_path / "late").exists()
