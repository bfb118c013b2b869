"""A process starts no needless threads; leaving it runs its exit handlers and flushes its output."""

from __future__ import annotations

import os
import subprocess
import sys

LEAVING = """
import atexit, sys
from pipelines.process_runtime import exit_process
atexit.register(print, "the last thing done")
print("the last word")
sys.stderr.write("a warning")
exit_process(7)
"""


COUNT_THREADS = "import os, pipelines, numpy; print(len(os.listdir('/proc/self/task')))"


def leaving() -> subprocess.Popen[str]:
    words, heard = [sys.executable, "-c", LEAVING], subprocess.PIPE
    # Without PYTHONUNBUFFERED output is buffered, as by default, so that a missing flush would be noticed.
    waiting = os.environ | {"PYTHONUNBUFFERED": ""}
    return subprocess.Popen(words, stdout=heard, stderr=heard, text=True, env=waiting)


def test_exit_handlers_run_and_output_is_flushed() -> None:
    process = leaving()
    assert process.communicate() == ("the last word\nthe last thing done\n", "a warning")
    assert process.returncode == 7


def test_a_closed_output_pipe_is_no_error() -> None:
    process = leaving()
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == "a warning"
    assert process.wait() == 7


def test_numpy_starts_no_threads_of_its_own() -> None:
    inherited = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", COUNT_THREADS]
    said = subprocess.run(command, env=inherited, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "1"
