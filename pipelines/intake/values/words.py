"""Words with a fixed meaning: codes and their labels, yes and no, and the marks people write for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.intake.values.value import Unreadable, Value
from schemas.code_lists import UNKNOWN, code_list
from schemas.contract import fold

# In administrative exports these stand for an empty cell. None of them is ever a zero.
MISSING = {"-", ".", "..", "...", "…", "*", "–", "null", "n/a", "na"}
# These say that there is a figure which is not told: even where an empty cell means 0, they do not.
WITHHELD = {".", "..", "...", "…", "*"}
_YES = {"ja", "j", "sand", "true", "x", "1", "yes"}
_NO = {"nej", "n", "falsk", "false", "0", "no"}


def parse_yes_no(text: str) -> Value:
    """Return True or False for Ja/Nej, SAND/FALSK, x, 1/0. Raises Unreadable."""
    low = text.casefold()
    if low not in _YES | _NO:
        raise Unreadable("yes_no_unreadable")
    return Value(low in _YES)


def code_parser(name: str) -> Callable[[str], Value]:
    """Return the parser for a code list: the code or its label, else `ukendt` with a note."""
    codes = code_list(name)

    def parse(text: str) -> Value:
        # Excel hands a code that looks like a number back with decimals.
        found = codes.find(text) or codes.find(re.sub(r"[.,]0+$", "", text))
        return Value(found) if found else Value(UNKNOWN, "unknown_code")

    return parse


def parse_text(text: str) -> Value:
    """Return the text itself."""
    return Value(text)


def word_in(text: str, words: tuple[str, ...]) -> str | None:
    """Return the one of `words` that is written in `text`, or None."""
    return next((word for word in words if fold(word) == fold(text)), None)
