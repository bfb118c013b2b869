"""dbt's log: the warnings and errors of every call of dbt, with their full text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import Formatter, makeLogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

LEVELS = ("warn", "error")
_LARGEST, _KEPT = 10 * 1024 * 1024, 5


@contextmanager
def log_problems(folder: Path) -> Iterator[Callable[[Any], None]]:
    """Give a callback that appends dbt's warnings and errors to `dbt.log` of a folder, as dbt names it.

    dbt's own log composes a line for each of its thousands of events before it drops those of lesser levels, which is a
    fifth of the processor time of a small build.
    """
    handler = RotatingFileHandler(
        folder / "dbt.log", maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(Formatter("%(asctime)s [%(levelname)s] %(message)s"))

    def hear(event: Any) -> None:
        if event.info.level in LEVELS:
            handler.handle(makeLogRecord({"levelname": event.info.level, "msg": event.info.msg}))

    try:
        yield hear
    finally:
        handler.close()
