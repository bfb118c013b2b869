"""Danish numbers, days and counted words, as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal


def number(count: int) -> str:
    """1234 as 1.234."""
    return str(format_decimal(count, locale="da"))


def rows(count: int) -> str:
    """`1 række`, `2 rækker`."""
    return counted(count, "række", "rækker")


def counted(count: int, one: str, many: str) -> str:
    """A number and its word in the right form."""
    return f"{number(count)} {one if count == 1 else many}"


def day(when: date) -> str:
    """`3. marts 2026`."""
    return str(format_date(when, "d. MMMM y", locale="da"))


def moment(when: datetime) -> str:
    """`torsdag den 15. januar 2026 kl. 09.42`."""
    return str(format_datetime(when, "EEEE 'den' d. MMMM y 'kl.' HH.mm", locale="da"))


def period(first: date | None, last: date | None) -> str:
    """`5. september 2025`, or `1. oktober til 31. december 2025`; nothing where there is none."""
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    begins = str(format_date(first, "d. MMMM", locale="da")) if first.year == last.year else day(first)
    return f"{begins} til {day(last)}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a og b`, `a, b og c`."""
    return " og ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
