"""Format figures, periods and differences for Danish sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from pipelines.text import danish
from pipelines.text.danish import rounded

LOCALE = "da"
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Unit:
    """The notation of an indicator's values: decimals, suffix, and the word for a difference."""

    decimals: int
    suffix: str
    step: str

    def text(self, value: float) -> str:
        """`18,1 %`."""
        return self._number(value) + self.suffix

    def short(self, value: float) -> str:
        """As `text`, without trailing zero decimals: `10 %`."""
        return _decimal(value, self.decimals) + self.suffix

    def size(self, difference: float) -> str:
        """The absolute difference: `1,6 procentpoint`."""
        return self._number(abs(difference)) + self.step

    def signed(self, difference: float) -> str:
        """`+1,6 procentpoint`."""
        return self.plus(difference) + self.step

    def plus(self, difference: float) -> str:
        """As `signed`, without the word: `+1,6`."""
        sign = MINUS if rounded(difference, self.decimals) < 0 else "+"
        return sign + self._number(abs(difference))

    def interval(self, low: float, high: float) -> str:
        """`13,6–23,8 %`."""
        return f"{self._number(low)}–{self.text(high)}"

    def _number(self, value: float) -> str:
        return _decimal(value, self.decimals, padded=True)


PERCENT = Unit(1, f"{NBSP}%", f"{NBSP}procentpoint")
SCORE = Unit(2, "", f"{NBSP}point")
PER_HUNDRED = Unit(1, "", "")


def unit_of(unit: str, name: str) -> Unit:
    """Return the unit of an indicator; a rate per 100, by its name, may exceed 100 and has no % sign."""
    if unit == "score":
        return SCORE
    return PER_HUNDRED if "pr. 100" in name else PERCENT


def _decimal(value: float, places: int, padded: bool = False) -> str:
    return danish.decimal(value, places, padded).replace("-", MINUS)


def whole(value: float) -> str:
    """Format 1234.0 as `1.234`; a number that is not whole gets one decimal."""
    return _decimal(value, 1)


def share(value: float) -> str:
    """Format 0.956 as `96 %`; less than 1 is never rounded up to 100 %."""
    percent = min(Decimal(99), rounded(100 * value, 0)) if value < 1 else 100
    return f"{percent}{NBSP}%"


def month(day: date) -> str:
    """`sep. 2026`."""
    return str(format_date(day, "MMM y", locale=LOCALE))


def period_name(period_type: str, period: str, start: date) -> str:
    """Return the Danish name of a period: `september 2026`, `3. kvartal 2026`, `skoleåret 2025/26`, `2026`."""
    if period_type == "month":
        return str(format_date(start, "MMMM y", locale=LOCALE))
    if period_type == "quarter":
        return f"{(start.month + 2) // 3}. kvartal {start.year}"
    return f"skoleåret {period}" if period_type == "school_year" else period


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
