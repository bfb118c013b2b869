"""Parse the column `links` of the seed `definitions`: what a definition says of its numerator."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

ZERO_IS_A_RULE = "zero is a rule"


@dataclass(frozen=True)
class Links:
    """What an attacker knows of a numerator, cell by cell, from its definition.

    `sums` and `ceilings` name the numerators whose sum it equals, or never exceeds; `capped_by` the indicators whose
    persons it never exceeds; `twins` the indicators, with the suffix of this period's label, that count practically the
    same persons; `whole` the name shared by all parts of a whole; `within` the indicator whose persons include these.
    `each`: the least and the greatest contribution of one unit of the denominator. `is_open`: the denominator is not
    known. `zero_is_rule`: 0 is a structural zero.
    """

    sums: tuple[tuple[str, ...], ...] = ()
    ceilings: tuple[tuple[str, ...], ...] = ()
    capped_by: tuple[str, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    whole: str | None = None
    within: str | None = None
    each: tuple[float, float] = (0.0, 1.0)
    is_open: bool = False
    zero_is_rule: bool = False

    @property
    def named(self) -> set[str]:
        """Every indicator of the same period that the links name."""
        return {name for names in (*self.sums, *self.ceilings, self.capped_by) for name in names}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(" + "))


_STATEMENTS: dict[str, Callable[[Links, re.Match[str]], Links]] = {
    r"<= persons of (.+)": lambda links, match: replace(links, capped_by=(*links.capped_by, match[1])),
    r"<= (.+)": lambda links, match: replace(links, ceilings=(*links.ceilings, _names(match[1]))),
    r"persons within (.+)": lambda links, match: replace(links, within=match[1]),
    r"= (.+)": lambda links, match: replace(links, sums=(*links.sums, _names(match[1]))),
    r"~ (\S+) (\S+)": lambda links, match: replace(links, twins=(*links.twins, (match[1], match[2]))),
    r"part of (.+)": lambda links, match: replace(links, whole=match[1]),
    r"each (\S+) to (\S+)": lambda links, match: replace(links, each=(float(match[1]), float(match[2]))),
    r"open": lambda links, match: replace(links, is_open=True),
    ZERO_IS_A_RULE: lambda links, match: replace(links, zero_is_rule=True),
}


@cache
def parse(text: str) -> Links:
    """Parse the statements of a definition. Raises ValueError naming a statement that is not understood."""
    links = Links()
    for statement in filter(None, (part.strip() for part in text.split(";"))):
        links = _read(links, statement)
    return links


def _read(links: Links, statement: str) -> Links:
    for pattern, add in _STATEMENTS.items():
        if match := re.fullmatch(pattern, statement):
            return add(links, match)
    raise ValueError(f"links: {statement!r} is not a statement that disclosure control knows")
