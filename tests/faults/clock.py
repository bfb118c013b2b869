"""Set back the clock of the program alone."""

from __future__ import annotations

import datetime as calendar
import importlib
import pkgutil
import sys
import time
from pathlib import Path
from typing import Any

import pipelines

# Modules with side effects on import, or that need Dagster.
_NOT_NEEDED = ("pipelines.orchestration", "pipelines.definitions", "pipelines.pages")


class _Like(type):
    """Metaclass: instances of the real class count as instances of the replacement."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, cls.__mro__[1])


def set_back(days: int, _: Path) -> None:
    """Replace `datetime` and `date` in every loaded module of the program so that the current time is some days
    earlier."""
    by, real = calendar.timedelta(days=days), time.time

    class Moment(calendar.datetime, metaclass=_Like):
        @classmethod
        def now(cls, tz: calendar.tzinfo | None = None) -> Any:
            return calendar.datetime.now(tz) - by

    class Day(calendar.date, metaclass=_Like):
        @classmethod
        def today(cls) -> Any:
            return calendar.date.today() - by

    for found in pkgutil.walk_packages(pipelines.__path__, "pipelines."):
        if not found.name.startswith(_NOT_NEEDED):
            importlib.import_module(found.name)
    time.time = lambda: real() - by.total_seconds()
    for name, module in list(sys.modules.items()):
        for was, is_now in ((calendar.datetime, Moment), (calendar.date, Day)):
            if name.startswith("pipelines.") and vars(module).get(was.__name__) is was:
                setattr(module, was.__name__, is_now)
