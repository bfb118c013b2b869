"""Wide layouts, which have a column for each code or month: the meaning of such a column's header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.intake.layout.header_rows import meaning
from pipelines.intake.values.dates import parse_month
from pipelines.intake.values.value import Unreadable
from schemas.code_lists import code_list
from schemas.contract import Feed
from schemas.kinds import Kind

# Folding removes the dash from 09-2025 and 2025-09.
_MONTH_FIRST = re.compile(r"^(\d{2})(20\d{2})$")
_YEAR_FIRST = re.compile(r"^(20\d{2})(\d{2})$")


@dataclass(frozen=True)
class WideColumn:
    """The meaning of a column in a wide layout: the field `value` in rows whose variable is `text`."""

    text: str
    value: str


Reader = Callable[[tuple[str, ...]], WideColumn | None]


def wide_reader(feed: Feed, headers: Mapping[str, str]) -> Reader:
    """Return a function from folded wordings to a feed's wide column; it returns None for every other column."""
    if feed.wide is None:
        return lambda _: None
    if feed.columns[feed.wide.variable].kind is Kind.MONTH:
        values = {header: name for header, name in headers.items() if name in feed.wide.values}
        return lambda wordings: next((s for w in wordings if (s := _month_and_value(w, values))), None)
    (value,) = feed.wide.values
    codes = code_list(feed.columns[feed.wide.variable].code_list or "").folded
    return lambda wordings: WideColumn(code, value) if (code := meaning(wordings, codes)) else None


def _month_and_value(wording: str, values: Mapping[str, str]) -> WideColumn | None:
    """Parse `sep 2025 sygdom` and `sygdom 2025m09` alike."""
    for one, other in _splits(wording):
        if other in values and (month := _month(one)):
            return WideColumn(month, values[other])
    return None


def _splits(wording: str) -> Iterator[tuple[str, str]]:
    words = wording.split()
    for position in range(1, len(words)):
        left, right = " ".join(words[:position]), " ".join(words[position:])
        yield left, right
        yield right, left


def _month(text: str) -> str | None:
    dashed = _YEAR_FIRST.sub(r"\1M\2", _MONTH_FIRST.sub(r"\2M\1", text))
    try:
        return f"{parse_month(dashed).value:%YM%m}"
    except (Unreadable, TypeError):
        return None
