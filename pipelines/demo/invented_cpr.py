"""Personal numbers that cannot have been issued: they fail modulus 11 and are not of 1 January.

The CPR office lists numbers that fail modulus 11 for births on 1 January only, so these belong to nobody.
"""

from __future__ import annotations

from datetime import date
from random import Random

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def fails_modulus_11(cpr: str) -> bool:
    """Say whether a number fails the check that issued numbers of the demo's birth dates pass."""
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, cpr, strict=True)) % 11 != 0


def invented_cpr(rng: Random, birth: date, gender: str) -> str:
    """Draw a number with the right birth date, century and last digit that was never issued."""
    if (birth.month, birth.day) == (1, 1):
        raise ValueError("numbers of 1 January may have been issued without the check")
    while True:
        last = rng.randrange(0, 10, 2) + (gender == "male")
        cpr = f"{birth:%d%m%y}{rng.choice(_century_digits(birth.year))}{rng.randrange(100):02}{last}"
        if fails_modulus_11(cpr):
            return cpr


def _century_digits(year: int) -> str:
    if year < 2000:
        return "0123"
    return "456789" if year < 2037 else "5678"
