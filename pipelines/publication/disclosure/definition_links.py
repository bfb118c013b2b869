"""What definitions tell of a numerator: the words of the column `links`, described in the seed `definitions`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

ZERO_IS_A_RULE = "zero is a rule"


@dataclass(frozen=True)
class Links:
    """What a reader knows of one numerator, cell by cell, from its definition.

    `sums` and `ceilings` name the numerators whose sum it is, or never exceeds; `capped_by` the indicators whose
    persons it never exceeds; `found_by` the indicator whose coverage tells how many were found in the feed, nobody else
    being in the numerator; `twins` the indicators, and the end of the label of our period, that count practically
    the same persons; `whole` the name that all parts of the same whole carry. `each` is what one of the denominator
    adds at least and at most. `is_open`: nobody knows of how many they are. `zero_is_rule`: a 0 tells of nobody.
    """

    sums: tuple[tuple[str, ...], ...] = ()
    ceilings: tuple[tuple[str, ...], ...] = ()
    capped_by: tuple[str, ...] = ()
    found_by: str | None = None
    twins: tuple[tuple[str, str], ...] = ()
    whole: str | None = None
    each: tuple[float, float] = (0.0, 1.0)
    is_open: bool = False
    zero_is_rule: bool = False

    @property
    def named(self) -> set[str]:
        """Every indicator of the same period that is told about."""
        found_by = (self.found_by,) if self.found_by else ()
        return {name for names in (*self.sums, *self.ceilings, self.capped_by, found_by) for name in names}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(" + "))


_STATEMENTS: dict[str, Callable[[Links, re.Match[str]], Links]] = {
    r"<= persons of (.+)": lambda links, said: replace(links, capped_by=(*links.capped_by, said[1])),
    r"<= (.+)": lambda links, said: replace(links, ceilings=(*links.ceilings, _names(said[1]))),
    r"= (.+)": lambda links, said: replace(links, sums=(*links.sums, _names(said[1]))),
    r"~ (\S+) (\S+)": lambda links, said: replace(links, twins=(*links.twins, (said[1], said[2]))),
    r"found by (\S+)": lambda links, said: replace(links, found_by=said[1]),
    r"part of (.+)": lambda links, said: replace(links, whole=said[1]),
    r"each (\S+) to (\S+)": lambda links, said: replace(links, each=(float(said[1]), float(said[2]))),
    r"open": lambda links, said: replace(links, is_open=True),
    ZERO_IS_A_RULE: lambda links, said: replace(links, zero_is_rule=True),
}


@cache
def parse(text: str) -> Links:
    """Read the statements of one definition. Raises ValueError with the one that is not understood."""
    links = Links()
    for statement in filter(None, (part.strip() for part in text.split(";"))):
        links = _read(links, statement)
    return links


def _read(links: Links, statement: str) -> Links:
    for pattern, add in _STATEMENTS.items():
        if said := re.fullmatch(pattern, statement):
            return add(links, said)
    raise ValueError(f"links: {statement!r} is not a statement that disclosure control knows")
