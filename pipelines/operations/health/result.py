"""What the doctor answers with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.settings import Settings

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class HealthResult:
    """One thing that was looked at: how it is, and what to do about it. Danish; never a value from a drop."""

    level: Level
    said: str
    do: str = ""


# A concern looks at the house, changes nothing, and says all it finds.
Look = Callable[[Settings], Iterator[HealthResult]]


def ok(said: str) -> HealthResult:
    """As it should be."""
    return HealthResult("ok", said)


def warning(said: str, do: str) -> HealthResult:
    """Worth knowing; the house works."""
    return HealthResult("warning", said, do)


def error(said: str, do: str) -> HealthResult:
    """The house does not work as it should until somebody has done this."""
    return HealthResult("error", said, do)
