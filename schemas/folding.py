"""Fold headers, codes and labels for comparison. Separate from the contracts, so that the read worker needs no
Pandera."""

from __future__ import annotations

import re
import unicodedata

# Signs between words, and punctuation and invisible characters: zero-width characters and soft hyphens.
_SIGNS = re.compile(r"[,;&+'\"´`’»«|]")
_DROPPED = re.compile(r"[.:*()_\-/\u200b-\u200d\u2060\ufeff\u00ad]")
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def fold(text: str) -> str:
    """Fold a header, code or label for comparison: case, white space, punctuation, æ/ø/å."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return " ".join(_DROPPED.sub("", _SIGNS.sub(" ", composed.translate(_DANISH))).split())
