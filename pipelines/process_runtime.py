"""How often Python looks for garbage: seldom, for what a run imports and parses is a million objects, and they stay.

At Python's own pace, to look through all of them again and again, and twice at the end, is almost a third of a run.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

# The newest objects are looked through when there are so many; those that stay, at every twentieth time; all, at every
# fiftieth of these.
_PACE = (50_000, 20, 50)


def collect_seldom() -> None:
    """From now on at our pace."""
    gc.set_threshold(*_PACE)


def collect_now() -> None:
    """Collect while nobody waits, and leave alone from now on what is in use."""
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
