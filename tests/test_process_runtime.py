"""The end of a process: what is to be done then is done, and what was said is heard."""

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


def leaving() -> subprocess.Popen[str]:
    words, heard = [sys.executable, "-c", LEAVING], subprocess.PIPE
    # What is said waits in a buffer, as it does wherever nobody has asked for something else.
    waiting = os.environ | {"PYTHONUNBUFFERED": ""}
    return subprocess.Popen(words, stdout=heard, stderr=heard, text=True, env=waiting)


def test_everything_said_and_done_is_said_and_done() -> None:
    process = leaving()
    assert process.communicate() == ("the last word\nthe last thing done\n", "a warning")
    assert process.returncode == 7


def test_a_reader_that_is_gone_is_no_error() -> None:
    process = leaving()
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == "a warning"
    assert process.wait() == 7
