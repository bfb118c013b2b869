"""The result of a health check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.settings import Settings

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class HealthResult:
    """One result: its level, the state, and the remedy. Danish texts, never a value from a drop."""

    level: Level
    said: str
    do: str = ""


# A health check reads an installation, changes nothing, and yields all its results.
HealthCheck = Callable[[Settings], Iterator[HealthResult]]


def ok(said: str) -> HealthResult:
    """A result without a problem."""
    return HealthResult("ok", said)


def warning(said: str, do: str) -> HealthResult:
    """A result that needs attention while the system works."""
    return HealthResult("warning", said, do)


def error(said: str, do: str) -> HealthResult:
    """A result that keeps the system from working until the remedy is applied."""
    return HealthResult("error", said, do)
