"""Mask personal numbers in any notation."""

from __future__ import annotations

import re

# Nine digits or more with at most three separators between two of them: the leading zero may be missing.
_LONG = re.compile(r"\d(?:[\s.\-\u2010-\u2015\u2212]{0,3}\d){8,}")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[Ee]\+?\d+")
_ALPHANUMERIC = re.compile(r"[^\W_]")


def masked(text: str) -> str:
    """Return the text with everything masked that may be a personal number."""
    return _SCIENTIFIC.sub(_mask, _LONG.sub(_mask, text))


def masked_number(text: str) -> str:
    """Mask a cell of a column of personal numbers; only its shape is shown, which is enough to see what is wrong."""
    return _mask(_SCIENTIFIC.search(text) or text)


def _mask(found: re.Match[str] | str) -> str:
    text = found if isinstance(found, str) else found[0]
    scientific = bool(_SCIENTIFIC.fullmatch(text))
    return _ALPHANUMERIC.sub(lambda letter: letter[0] if scientific and letter[0] in "Ee" else "x", text)
