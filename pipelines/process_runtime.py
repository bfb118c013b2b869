"""Environment variables for a while; garbage collection and process exit, tuned for short commands.

A run imports and parses about a million objects that stay in use. With Python's default thresholds, collecting them
repeatedly takes almost a third of a run.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import NoReturn

# Thresholds of the three generations, as `gc.set_threshold` takes them.
_PACE = (50_000, 20, 50)


@contextmanager
def environment_variables(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables within the context, and restore what they were before."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def collect_seldom() -> None:
    """Collect garbage less often from now on."""
    gc.set_threshold(*_PACE)


def collect_now() -> None:
    """Collect garbage now, and exclude the objects in use from later collections."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def exit_process(code: int) -> NoReturn:
    """End the process with an exit code after its exit functions, without taking its memory apart: that costs seconds,
    and some libraries write to the terminal that their objects are still there."""
    run_exit_functions = getattr(atexit, "_run_exitfuncs", None)
    if run_exit_functions is None:
        # A Python without this internal ends as usual, which is slower.
        sys.exit(code)
    run_exit_functions()
    for stream in (sys.stdout, sys.stderr):
        # The reader may have gone already.
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
