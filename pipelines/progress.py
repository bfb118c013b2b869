"""How long work says how far it has come. Whoever shows it is elsewhere (`commands/progress.py`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Hears of a step (`take`, `build`, `protect`, ...) when it begins, and then that `done` of `total` is done:
    files, models or bytes. A total of 0 is one that nobody knows."""

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        """Hear it. It must not take long, nor raise."""


def no_progress(step: str, done: int = 0, total: int = 0, /) -> None:
    """Hears nothing: there is nobody to show it to."""


def progress_in_parts(progress: Progress, step: str, total: int) -> Callable[[int], None]:
    """Tell of a step whose parts are done one by one: each call says how much more is done of `total`."""
    done = 0

    def hear(more: int) -> None:
        nonlocal done
        done += more
        progress(step, done, total)

    return hear
