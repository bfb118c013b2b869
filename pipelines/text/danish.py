"""Format numbers, days and counted words in Danish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import NumberPattern, format_decimal, parse_pattern

DENMARK = ZoneInfo("Europe/Copenhagen")
# By its name Babel looks the language up several times for each number.
_DANISH = Locale("da")
# More than a float can have before and after the decimal sign.
_DIGITS = 700


def number(count: int) -> str:
    """Format 1234 as `1.234`."""
    return str(format_decimal(count, locale=_DANISH))


def rounded(value: float | Decimal, places: int) -> Decimal:
    """Round to a number of decimals, halves away from zero: 31.25 with one is 31.3; there is no negative zero.

    The rule for every figure that people see, on paper, in a page and in a terminal.
    """
    exact = Decimal(str(value))
    with localcontext(Context(prec=_DIGITS)):
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0 if exact.is_finite() else exact


def decimal(value: float | Decimal, places: int, padded: bool = False) -> str:
    """Format with at most `places` decimals, or, `padded`, with just as many: `1.234,5`."""
    with localcontext(Context(prec=_DIGITS)):
        return str(format_decimal(rounded(value, places), _pattern(places, padded), _DANISH))


@cache
def _pattern(places: int, padded: bool) -> NumberPattern:
    return parse_pattern("#,##0." + ("0" if padded else "#") * places)


def rows(count: int) -> str:
    """Format a number of rows: `1 række`, `2 rækker`."""
    return counted(count, "række", "rækker")


def counted(count: int, one: str, many: str) -> str:
    """Format a number and its noun in the singular or plural."""
    return f"{number(count)} {one if count == 1 else many}"


def day(when: date) -> str:
    """Format a day: `3. marts 2026`."""
    return str(format_date(when, "d. MMMM y", locale=_DANISH))


def moment(when: datetime) -> str:
    """Format a time: `torsdag den 15. januar 2026 kl. 09.42`."""
    return str(format_datetime(when, "EEEE 'den' d. MMMM y 'kl.' HH.mm", locale=_DANISH))


def period(first: date | None, last: date | None) -> str:
    """Format a period: `5. september 2025` or `1. oktober til 31. december 2025`; empty where there is none."""
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    start = str(format_date(first, "d. MMMM", locale=_DANISH)) if first.year == last.year else day(first)
    return f"{start} til {day(last)}"


def listed(words: Sequence[str]) -> str:
    """List words: `a`, `a og b`, `a, b og c`."""
    return " og ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
