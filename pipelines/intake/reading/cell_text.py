"""A stored cell as text that our own rules read back exactly: Danish decimals, ISO dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=10_000)
def number_text(number: float) -> str:
    """A number with a decimal comma, so that 1.234 is never taken for a thousand.

    Fifteen digits are what a spreadsheet itself stands by: 0.1 + 0.2 is 0,3.
    """
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    short = f"{number:.15g}"
    plain = f"{Decimal(short):f}" if "e" in short else short
    return plain.replace(".", ",")


def percent_text(share: float) -> str:
    """A share that the sender sees as a percentage, as it is seen: 0.875 is `87,5 %`."""
    return f"{number_text(float(f'{share * 100:.13g}'))} %"


def moment_text(moment: dt.datetime) -> str:
    """A date; with its time of day only where it has one."""
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(sep=" ")


def cell_text(cell: Any) -> str:
    """The text of a cell as a reader library hands it over."""
    return _AS_TEXT.get(type(cell), str)(cell)


def row_text(cells: Iterable[Any]) -> list[str]:
    """The texts of many cells, without a call of ours for each: a sheet has a million."""
    return [_AS_TEXT.get(type(cell), str)(cell) for cell in cells]


def duration_text(length: dt.timedelta) -> str:
    """A length of time in hours, minutes and seconds; hours may pass 24."""
    seconds = round(length.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"


_AS_TEXT: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda cell: "SAND" if cell else "FALSK",
    float: number_text,
    int: lambda cell: number_text(float(cell)),
    dt.datetime: moment_text,
    dt.timedelta: duration_text,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
}
