"""Danish personal numbers (CPR): DDMMYY-SSSS, as partners' systems and Excel write them."""

from __future__ import annotations

import re
from datetime import date

from pipelines.intake.values.value import Unreadable, Value

# The shape of a personal number anywhere in a text, with or without its leading zero. Days of replacement numbers
# run from 61 to 91; word processors replace the hyphen with longer dashes.
SHAPE = re.compile(
    r"(?<!\d)(?:0?[1-9]|[1-8]\d|9[01])(?:0[1-9]|1[0-2])\d{2}\s?[-\u2010-\u2015\u2212]?\s?\d{4}(?!\d)"
)
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+?\d+$", re.IGNORECASE)
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def mask(text: str) -> str:
    """Replace whatever looks like a personal number in `text`."""
    return SHAPE.sub("xxxxxx-xxxx", text)


def parse_cpr(text: str) -> Value:
    """Return the ten digits. Raises Unreadable for what is not a personal number.

    Nine digits have lost a leading zero in Excel and get it back. Six digits are only a date of birth, which
    identifies nobody. A replacement number (first digit + 6) is accepted like any other.
    """
    if _SCIENTIFIC.match(text):
        raise Unreadable("cpr_scientific")
    digits = re.sub(r"[\s-]|[.,]0+$", "", text)
    if re.fullmatch(r"\d{6}", digits):
        raise Unreadable("cpr_birth_date_only")
    padded = len(digits) == 9
    digits = digits.zfill(10) if padded else digits
    if not re.fullmatch(r"[0-9]{10}", digits) or birth_date(digits) is None:
        raise Unreadable("cpr_invalid")
    return Value(digits, "cpr_padded" if padded else None)


def birth_date(cpr: str) -> date | None:
    """Return the date of birth in ten digits, or None where they contain no valid date."""
    day, month, year = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6])
    try:
        return date(century(int(cpr[6]), year) + year, month, day - 60 if is_temporary(cpr) else day)
    except ValueError:
        return None


def century(seventh: int, year: int) -> int:
    """Return the century that the seventh digit stands for, given the two digits of the year."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def gender(cpr: str) -> str:
    """Return the legal gender by the last digit: odd is male, even female."""
    return "male" if int(cpr[9]) % 2 else "female"


def is_temporary(cpr: str) -> bool:
    """Say whether this is a replacement number, which is never linked across partners."""
    return int(cpr[0]) >= 6


def passes_modulus_11(cpr: str) -> bool:
    """Say whether the check digit is correct. Not guaranteed since 2007, so a failure is only a hint of a typing
    error."""
    return sum(w * int(d) for w, d in zip(WEIGHTS, cpr, strict=True)) % 11 == 0
