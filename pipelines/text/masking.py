"""No personal number on a page, however it is written or broken."""

from __future__ import annotations

import re

# Nine digits or more with at most three separators between any two of them: a number that lost its first zero too.
_LONG = re.compile(r"\d(?:[\s.\-\u2010-\u2015\u2212]{0,3}\d){8,}")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[Ee]\+?\d+")
_MARK = re.compile(r"[^\W_]")


def masked(text: str) -> str:
    """The text with everything that may be a personal number crossed out."""
    return _SCIENTIFIC.sub(_cross, _LONG.sub(_cross, text))


def masked_number(text: str) -> str:
    """A cell of a column of personal numbers: only its shape is left, for that is where the fault is seen."""
    return _cross(_SCIENTIFIC.search(text) or text)


def _cross(found: re.Match[str] | str) -> str:
    text = found if isinstance(found, str) else found[0]
    scientific = bool(_SCIENTIFIC.fullmatch(text))
    return _MARK.sub(lambda letter: letter[0] if scientific and letter[0] in "Ee" else "x", text)
