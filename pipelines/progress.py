"""Progress of long work. `commands/progress_bar.py` shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Callback that receives the name of a step (`take`, `build`, `protect`, ...) when it begins, and afterwards how
    many of its files, models or bytes are done. A total of 0 is unknown."""

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        """Receive the progress of a step. Must return quickly and not raise."""


def no_progress(step: str, done: int = 0, total: int = 0, /) -> None:
    """Ignore the progress."""


def progress_in_parts(progress: Progress, step: str, total: int) -> Callable[[int], None]:
    """Return a function that adds to what is done of a step, and reports it."""
    done = 0

    def add(more: int) -> None:
        nonlocal done
        done += more
        progress(step, done, total)

    return add
