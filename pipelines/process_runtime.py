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


def leave(code: int) -> NoReturn:
    """End the process as Python does, with what is to be done at its end, but for a last look through its memory: that
    goes with it."""
    atexit._run_exitfuncs()
    for said in (sys.stdout, sys.stderr):
        # Whoever read it may be gone already.
        with suppress(OSError, ValueError):
            said.flush()
    os._exit(code)
