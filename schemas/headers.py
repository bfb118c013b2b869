"""The ways of reading a header: what differs between systems and says nothing is left out.

Separate from the contracts, so that the read worker needs no Pandera.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from schemas.folding import fold

_UNIT = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
# A column of a cube: [Institution].[Afdelingsnummer].[Afdelingsnummer]
_UNIT_WORD = re.compile(r"[\s,]+(?:i\s+)?(%|pct\.?|procent|timer|minutter|lektioner|dage)\s*$", re.IGNORECASE)
_CUBE = re.compile(r"^\s*(?:\[[^\[\]]*\]\.)+\[([^\[\]]*)\]\s*$")
_NUMBER = re.compile(r"(.{3,}?)s?(?:nummer|nr|no|id)")
_DAY = re.compile(r"datofor(.{3,})|(.{3,}?)s?(?:dato|dag)")
_LABEL = re.compile(r"(.{3,}?)s?(?:betegnelse|betegn|tekst|navn)")
_COUNT = re.compile(r"antal(.{3,})")


# No header that is known is longer; of a longer text only the beginning is looked at.
_LONGEST = 200


def readings(header: str) -> tuple[str, ...]:
    """Return a header folded, then without a unit after it, then in the forms of a number, a day, the text
    of a code and an amount."""
    return _readings(header[:_LONGEST])


@lru_cache(maxsize=10_000)
def _readings(header: str) -> tuple[str, ...]:
    cube = _CUBE.match(header)
    name = cube[1] if cube else header
    plain = fold(_UNIT_WORD.sub("", _UNIT.sub("", name))) or fold(name)
    short = plain.replace(" ", "")
    forms = [as_number(short), as_day(short), as_label(short), as_amount(short)]
    return tuple(dict.fromkeys([fold(name), plain, short, *filter(None, forms)]))


def as_number(short: str) -> str:
    """Return a folded header that ends in a word for number (nummer, nr, no, id) with # for it; empty for any other."""
    ending = _NUMBER.fullmatch(short)
    return f"{ending[1]}#" if ending else ""


def as_day(short: str) -> str:
    """Return a folded header with @ for its word for day, or for none: `indmeldt`, `indmeldtdato`."""
    ending = _DAY.fullmatch(short)
    return f"{(ending[1] or ending[2]) if ending else short}@"


def as_label(short: str) -> str:
    """Return a folded header with ~ for its word for the text of a code, or for none: `skole`, `skolenavn`."""
    ending = _LABEL.fullmatch(short)
    return f"{ending[1] if ending else short}~"


def as_amount(short: str) -> str:
    """Return a folded header with + for `antal` before it, or for none: `skoledage`, `antal skoledage`."""
    count = _COUNT.fullmatch(short)
    return f"+{count[1] if count else short}"


def unit_of(header: str) -> str:
    """Return the folded unit after a header, in brackets or not; empty where there is none."""
    found = None if _CUBE.match(header) else _UNIT.search(header) or _UNIT_WORD.search(header)
    return fold(found[1]) if found else ""


def is_known(header: str, known: Collection[str]) -> bool:
    """Say whether any reading of a header is among the known ones."""
    return any(reading in known for reading in readings(header))
