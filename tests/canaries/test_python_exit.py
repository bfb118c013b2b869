"""Python: objects that are frozen are not looked through when a process ends.

If this fails, every `medvind` command ends seconds later than it could; `pipelines/garbage.py` relies on it. Nothing
else changes.
"""

from __future__ import annotations

import subprocess
import sys

# A cycle that only the collector can find says so when it is collected.
ENDING = """
import gc, sys
class Cycle:
    def __init__(self): self.me = self
    def __del__(self): sys.stdout.write("collected")
gc.disable()
Cycle()
{freeze}
"""


def collected_at_the_end(freeze: str) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", ENDING.format(freeze=freeze)], check=True, capture_output=True
    )
    return done.stdout == b"collected"


def test_the_collector_does_not_look_through_frozen_objects_at_the_end() -> None:
    assert not collected_at_the_end("gc.freeze()")
    # Where this is so without it, freezing is not needed any more.
    assert collected_at_the_end("")
