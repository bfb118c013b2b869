"""How often Python looks for garbage: seldom, for what a run imports and parses is a million objects, and they stay.

At Python's own pace, to look through all of them again and again, and twice at the end, is almost a third of a run.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn, TextIO

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
    """End the process with an exit code, without collecting garbage a last time: that costs seconds and frees nothing
    that would not go with the process."""
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    gc.freeze()
    sys.exit(code)


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except (OSError, ValueError):
        # The reader has gone: what is left in the buffer must not fail a second time when Python ends.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
