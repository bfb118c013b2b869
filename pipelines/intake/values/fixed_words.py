"""Words with a fixed meaning: codes and their labels, yes and no, and the notations for a missing value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pipelines.intake.values.date_notations import MONTHS
from pipelines.intake.values.value import Unreadable, Value
from schemas.code_lists import UNKNOWN, code_list
from schemas.folding import fold

# Notations for a missing figure, and the reason that each gives. None of them means zero, except BLANK in a column
# whose empty cells do: administrative exports write it for an empty cell.
BLANK = "missing_blank"
MISSING = {
    **dict.fromkeys(("-", "–", "null", "n/a", "na"), BLANK),
    ".": "missing_not_applicable",
    **dict.fromkeys(("..", "<5", "< 5", "under 5"), "missing_withheld"),
    **dict.fromkeys(("...", "…"), "missing_not_available"),
    "*": "missing_provisional",
}
_YES = {"ja", "j", "sand", "true", "x", "1", "yes"}
_GENDERS = {
    **dict.fromkeys(("k", "kvinde", "pige", "kvinder", "piger"), "female"),
    **dict.fromkeys(("m", "mand", "dreng", "mænd", "drenge"), "male"),
    # An answer of its own: it counts in totals only.
    **dict.fromkeys(("andet", "anden", "andre", "andet køn", "x", "nonbinær", "other"), "other"),
    **dict.fromkeys(("ukendt", "uoplyst", "ikke oplyst"), "other"),
}
# Which is which differs between systems.
_NUMBERED = ("0", "1", "2")
_CLASS_AS_NUMBER = re.compile(r"^(\d)(?:[.,]0+)?E\+?0?(\d)$", re.IGNORECASE)
_CLASS_AS_DAY = re.compile(rf"^(\d{{1,2}})-({'|'.join(MONTHS)})$")
_CLASS_AS_DATE = re.compile(r"^\d{4}-(\d{2})-(\d{2})$")
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_NO = {"nej", "n", "falsk", "false", "0", "no"}


def parse_yes_no(text: str) -> Value:
    """Return True or False for Ja/Nej, SAND/FALSK, x, 1/0. Raises Unreadable."""
    low = text.casefold()
    if low not in _YES | _NO:
        raise Unreadable("yes_no_unreadable")
    return Value(low in _YES)


def parse_gender(text: str) -> Value:
    """Return `female` or `male` for K/M, kvinde/mand, pige/dreng, and `other` for any other answer.

    Raises Unreadable.
    """
    if text in _NUMBERED:
        raise Unreadable("gender_numbered")
    if text.casefold() not in _GENDERS:
        raise Unreadable("gender_unreadable")
    return Value(_GENDERS[text.casefold()])


def parse_cvr(text: str) -> Value:
    """Return the eight digits of a company number (CVR) with a correct check digit. Raises Unreadable."""
    digits = re.sub(r"[\s-]|[.,]0+$|^DK", "", text)
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise Unreadable("cvr_invalid")
    if sum(weight * int(digit) for weight, digit in zip(_CVR_WEIGHTS, digits, strict=True)) % 11:
        raise Unreadable("cvr_invalid")
    return Value(digits)


def parse_list(text: str) -> Value:
    """Return the parts of a list, separated by semicolons or commas, as `a; b; c`."""
    parts = [part.strip() for part in re.split(r"[;,]", text)]
    return Value("; ".join(dict.fromkeys(part for part in parts if part)))


def parse_class(text: str) -> Value:
    """Return a class as the school wrote it, before Excel converted it to a date or number. Raises Unreadable.

    `07-sep` and 2026-09-07 were 7-9, a class of three grades; `8,00E+01` was 8E1.
    """
    if match := _CLASS_AS_NUMBER.match(text):
        return Value(f"{match[1]}E{int(match[2])}", "class_repaired")
    if match := _CLASS_AS_DAY.match(text.casefold()):
        return Value(f"{int(match[1])}-{MONTHS.index(match[2]) + 1}", "class_repaired")
    if match := _CLASS_AS_DATE.match(text):
        return Value(f"{int(match[2])}-{int(match[1])}", "class_repaired")
    if "E+" in text.upper():
        raise Unreadable("class_ruined")
    return Value(text)


@cache
def code_parser(name: str) -> Callable[[str], Value]:
    """Return the parser for a code list: the code or its label, else `ukendt` with a note."""
    codes = code_list(name)

    def parse(text: str) -> Value:
        # Excel may return a code that looks like a number with decimals.
        found = codes.find(text) or codes.find(re.sub(r"[.,]0+$", "", text))
        return Value(found) if found else Value(UNKNOWN, "unknown_code")

    return parse


def parse_text(text: str) -> Value:
    """Return the text itself."""
    return Value(text)


def word_in(text: str, words: tuple[str, ...]) -> str | None:
    """Return the one of `words` that is written in `text`, or None."""
    return next((word for word in words if fold(word) == fold(text)), None)


@dataclass(frozen=True)
class FirstSpelling:
    """Parser of a free text that is compared folded, such as a club's name: the first spelling stands for the others.

    `known` is the first spelling by folded text.
    """

    known: dict[str, str]

    def __call__(self, text: str) -> Value:
        """Return the first spelling of the text."""
        return Value(self.known.setdefault(fold(text), text))
