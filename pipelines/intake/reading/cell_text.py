"""Convert a stored cell to text that values/ parses back exactly: Danish decimals, ISO dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

_THREE_DECIMALS = re.compile(r",\d{3}$")


@lru_cache(maxsize=10_000)
def number_text(number: float) -> str:
    """Return a number with a decimal comma, and never three decimals: 1.234 is `1,2340`, which is no thousand.

    Fifteen digits are what spreadsheets calculate with: 0.1 + 0.2 is 0,3.
    """
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    short = f"{number:.15g}"
    plain = f"{Decimal(short):f}" if "e" in short else short
    text = plain.replace(".", ",")
    return text + "0" if _THREE_DECIMALS.search(text) else text


def percent_text(share: float) -> str:
    """Return a share as the percentage that the sender sees: 0.875 is `87,5 %`."""
    return f"{number_text(float(f'{share * 100:.13g}'))} %"


def moment_text(moment: dt.datetime) -> str:
    """Return a date; with its time of day only where it has one."""
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(sep=" ")


def cell_text(cell: Any) -> str:
    """Return the text of a cell value from a reader library."""
    return _AS_TEXT.get(type(cell), str)(cell)


def row_text(cells: Iterable[Any]) -> list[str]:
    """Return the texts of many cells; inlined rather than calling cell_text, because a sheet has millions of cells."""
    return [cell if type(cell) is str else _AS_TEXT.get(type(cell), str)(cell) for cell in cells]


def duration_text(length: dt.timedelta) -> str:
    """Return a duration in hours, minutes and seconds; hours may exceed 24."""
    seconds = round(length.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"


# Text, dates and times of day are as Python writes them.
_AS_TEXT: dict[type, Callable[[Any], str]] = {
    bool: lambda cell: "SAND" if cell else "FALSK",
    float: number_text,
    int: lambda cell: number_text(float(cell)),
    dt.datetime: moment_text,
    dt.timedelta: duration_text,
}
