"""Danish personal numbers: DDMMYY-SSSS, as partners' systems and Excel leave them."""

from __future__ import annotations

import re
from datetime import date

from pipelines.intake.values.value import Unreadable, Value

# What looks like a personal number anywhere in a text, its first zero lost or not.
# Days of replacement numbers run from 61 to 91; word processors make
# longer dashes of the hyphen.
SHAPE = re.compile(
    r"(?<!\d)(?:0?[1-9]|[1-8]\d|9[01])(?:0[1-9]|1[0-2])\d{2}\s?[-\u2010-\u2015\u2212]?\s?\d{4}(?!\d)"
)
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+?\d+$", re.IGNORECASE)
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def mask(text: str) -> str:
    """Replace whatever looks like a personal number in `text`."""
    return SHAPE.sub("xxxxxx-xxxx", text)


def parse_cpr(text: str) -> Value:
    """Return the ten digits. Raises Unreadable for what is no personal number.

    Nine digits have lost a leading zero to Excel and get it back. Six digits are a date of birth only, which
    identifies nobody. A replacement number (first digit + 6) is a number like others here.
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
    """The date of birth in ten digits, or None where they hold no date of the calendar."""
    day, month, year = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6])
    try:
        return date(century(int(cpr[6]), year) + year, month, day - 60 if is_temporary(cpr) else day)
    except ValueError:
        return None


def century(seventh: int, year: int) -> int:
    """The century that the seventh digit tells, given the two digits of the year."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def gender(cpr: str) -> str:
    """Legal gender by the last digit: odd is male, even female."""
    return "male" if int(cpr[9]) % 2 else "female"


def is_temporary(cpr: str) -> bool:
    """Say whether it is a replacement number, which is never linked across partners."""
    return int(cpr[0]) >= 6


def passes_modulus_11(cpr: str) -> bool:
    """Say whether the old check digit fits. Not guaranteed since 2007: a hint of a typing error at most."""
    return sum(w * int(d) for w, d in zip(WEIGHTS, cpr, strict=True)) % 11 == 0
