"""Dates, months and school years as written in Danish, always with the day first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.intake.values.value import Unreadable, Value

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# Some systems write a time of day after a date; it is ignored.
_CLOCK = r"(?:[t ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?)?"
_ISO = re.compile(rf"^(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_CLOCK}$")
_DAY_FIRST = re.compile(rf"^(\d{{1,2}})[-./ ](\d{{1,2}})[-./ ](\d{{4}}|\d{{2}}){_CLOCK}$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_NAMED = re.compile(r"^(?:den )?(\d{1,2})\.? ?([a-zæøå]{3,9})\.?,? ?(\d{4}|\d{2})$")
_SIX_DIGITS = re.compile(r"^(\d{1,2})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"^(\d{5})(?:[.,]0+)?$")
_MONTH_NAMED = re.compile(r"^([a-zæøå]{3,9})\.?[ -]?(\d{4}|\d{2})$")
_MONTH_CODE = re.compile(r"^(\d{4}) ?[m-] ?(\d{1,2})$")
_MONTH_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_SCHOOL_YEAR = re.compile(r"^((?:19|20)\d{2}|\d{2}) ?[/-] ?((?:19|20)\d{2}|\d{2})$")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/\d{4}$")
# Serial numbers from 1950 to 2068.
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 61_727
_EXCEL_EPOCH = date(1899, 12, 30)
# What systems write where there is no date.
_NO_DATE = (date(9999, 12, 31), date(1900, 1, 1))


def parse_date(text: str) -> Value:
    """Return a date; 31-12-9999 and 01-01-1900 mean none. Raises Unreadable."""
    found = _date_in(text.casefold())
    return Value(None if found in _NO_DATE else found)


@dataclass(frozen=True)
class DateParser:
    """Parser of the dates of one column.

    `doubtful` where the first number may be the month; `compact` where days are written as 120912, and 10812 has lost
    its first zero.
    """

    doubtful: bool
    compact: bool = False

    def __call__(self, text: str) -> Value:
        """Parse one date. Raises Unreadable."""
        if self.compact and _SIX_DIGITS.match(text):
            return Value(_compact_date(text))
        read = parse_date(text)
        return Value(read.value, "day_first_guessed") if self.doubtful and _SLASHED.match(text) else read


def date_parser(texts: Iterable[str]) -> DateParser:
    """Return the parser for a column of dates, given all its distinct texts.

    The day always comes first. A note is added where several dates have slashes (3/4/2025), none of them shows which
    number is the day, and the first number varies less than the second.
    """
    texts = list(texts)
    seen = [match for text in texts if (match := _SLASHED.match(text))]
    days, others = {match[1] for match in seen}, {match[2] for match in seen}
    small = all(int(day) <= 12 for day in days | others)
    return DateParser(len(seen) > 1 and len(days) < len(others) and small, _is_compact(texts))


def _is_compact(texts: Iterable[str]) -> bool:
    """Say whether the numbers of a column are days written as ddmmyy, and no serial numbers of Excel.

    Where all have lost a zero, each must read as a day, and some be no serial number of our time.
    """
    numbers = {_digits_of(text) for text in texts} - {None}
    if (6, True, False) in numbers:
        return True
    return (5, True, False) in numbers and all(number is not None and number[1] for number in numbers)


def _digits_of(text: str) -> tuple[int, bool, bool] | None:
    """Return the number of digits, whether they read as ddmmyy, and whether as a serial number of our time."""
    if not _SIX_DIGITS.match(text):
        return None
    serial = len(text) == 5 and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL
    try:
        _compact_date(text)
    except Unreadable:
        return len(text), False, serial
    return len(text), True, serial


def _compact_date(text: str) -> date:
    match = _SIX_DIGITS.match(text)
    assert match is not None
    return _calendar(_year(match[3]), int(match[2]), int(match[1]))


def date_evidence(texts: Iterable[str]) -> list[str]:
    """Return the fewest texts that give the same parser as all of them: one for each day and each month, and one of
    each kind of number."""
    evidence: dict[object, str] = {}
    for text in texts:
        if match := _SLASHED.match(text):
            evidence.setdefault((1, match[1]), text)
            evidence.setdefault((2, match[2]), text)
        elif digits := _digits_of(text):
            evidence.setdefault(digits, text)
    return list(dict.fromkeys(evidence.values()))


def _date_in(text: str) -> date:
    if match := _ISO.match(text) or _COMPACT.match(text):
        year, month, day = (int(part) for part in match.groups())
        return _calendar(year, month, day)
    if match := _DAY_FIRST.match(text):
        return _calendar(_year(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.match(text):
        return _calendar(_year(match[3]), _month_number(match[2]), int(match[1]))
    if match := _SERIAL.match(text):
        return _EXCEL_EPOCH + timedelta(days=int(match[1]))
    raise Unreadable("date_unreadable")


def _calendar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("date_unreadable") from None


def _year(digits: str) -> int:
    """Return the year; two digits up to 68 are of this century, since all persons in the data are under 30."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) <= 68 else 1900)


def _month_number(name: str) -> int:
    if name[:3] not in MONTHS:
        raise Unreadable("date_unreadable")
    return MONTHS.index(name[:3]) + 1


def parse_month(text: str) -> Value:
    """Return the first day of a month: `2025M09`, `sep 2025`, `09-2025`, or any date in it. Raises Unreadable."""
    try:
        return Value(_month_in(text.casefold()))
    except Unreadable:
        raise Unreadable("month_unreadable") from None


def _month_in(text: str) -> date:
    if match := _MONTH_CODE.match(text):
        return _calendar(int(match[1]), int(match[2]), 1)
    if match := _MONTH_FIRST.match(text):
        return _calendar(int(match[2]), int(match[1]), 1)
    if match := _MONTH_NAMED.match(text):
        return _calendar(_year(match[2]), _month_number(match[1]), 1)
    return _date_in(text).replace(day=1)


def parse_school_year(text: str) -> Value:
    """Return `2025/26` for any notation of two consecutive years. Raises Unreadable."""
    match = _SCHOOL_YEAR.match(text)
    if match is None or (_year(match[1]) + 1 - _year(match[2])) % 100:
        raise Unreadable("school_year_unreadable")
    first = _year(match[1])
    return Value(f"{first}/{(first + 1) % 100:02d}")
