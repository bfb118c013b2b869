"""Progress of a dbt call, from dbt's events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipelines.progress import Progress


def report_progress(progress: Progress, step: str) -> Callable[[Any], None]:
    """Return a callback for dbt's events that reports how many of a step's nodes (models and tests) are done."""
    done = total = 0

    def hear(event: Any) -> None:
        nonlocal done, total
        if event.info.name == "ConcurrencyLine":
            total = event.data.node_count
        elif event.info.name == "NodeFinished":
            done += 1
        else:
            return
        progress(step, done, total)

    return hear
