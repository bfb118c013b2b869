"""Python: `atexit._run_exitfuncs` runs what is registered for the end of a process.

If this fails, `medvind` commands end as Python does by itself, seconds later, and DuckDB's binding may write a list of
"leaked instances" to the terminal. `pipelines/process_runtime.py` uses it before `os._exit`; exit codes stay the same.
"""

from __future__ import annotations

import atexit
import subprocess
import sys

import pytest

LEAVING = """
import atexit, sys
{without}
from pipelines.process_runtime import exit_process
atexit.register(print, "done at exit")
exit_process(7)
"""
WITHOUT = "del atexit._run_exitfuncs"


def test_it_is_there() -> None:
    assert callable(atexit._run_exitfuncs)


@pytest.mark.parametrize("without", ["", WITHOUT])
def test_exit_functions_run_and_the_exit_code_is_kept(without: str) -> None:
    command = [sys.executable, "-c", LEAVING.format(without=without)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (7, "done at exit\n", "")
