"""How headers, codes and labels are compared. Apart from the contracts, so that a reader of files needs no Pandera."""

from __future__ import annotations

import re
import unicodedata

# Punctuation, and what cannot be seen: zero-width characters and soft hyphens.
_DROPPED = re.compile(r"[.:*()_\-/\u200b-\u200d\u2060\ufeff\u00ad]")
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def fold(text: str) -> str:
    """Fold a header, code or label for comparison: case, white space, punctuation, æ/ø/å."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return " ".join(_DROPPED.sub("", composed.translate(_DANISH)).split())
