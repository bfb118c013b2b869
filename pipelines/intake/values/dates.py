"""Parse columns of dates, months and school years as written in Danish, always with the day first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipelines.intake.values.clock import Shift, danish_day, shift_of, shift_shown, split_clock
from pipelines.intake.values.date_notations import day_in, full_year, month_in, six_digit_day
from pipelines.intake.values.value import Unreadable, Value

_SCHOOL_YEAR = re.compile(r"^((?:19|20)\d{2}|\d{2}) ?[/-] ?((?:19|20)\d{2}|\d{2})$")
_TERM = re.compile(r"^(?:s|sommer) ?((?:20)?\d{2})$", re.IGNORECASE)
_MONTH = re.compile(r"^(?:0[1-9]|1[0-2])$")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/\d{4}(?: |$)")
# Serial numbers from 1950 to 2068.
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 61_727
# What systems write where there is no date, beside any day of 9999.
_NO_DATE = (date(1, 1, 1), date(1753, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1))
_NO_YEAR = 9999


def parse_date(text: str, shift: Shift = Shift.NONE) -> Value:
    """Return a date; days such as 31-12-9999 and 01-01-1900 mean none. Raises Unreadable."""
    written, clock = split_clock(text.casefold())
    day = day_in(written)
    meant = danish_day(day, clock, shift)
    if day in _NO_DATE or day.year == _NO_YEAR:
        return Value(None)
    return Value(meant, "danish_day" if meant != day else None)


def parse_month(text: str, shift: Shift = Shift.NONE) -> Value:
    """Return the first day of a month: `2025M09`, `sep 2025`, `09-2025`, or any date in it. Raises Unreadable."""
    try:
        written, clock = split_clock(text.casefold())
        if clock is None:
            return Value(month_in(written))
        read = parse_date(text, shift)
        return Value(read.value and read.value.replace(day=1), read.note)
    except Unreadable:
        raise Unreadable("month_unreadable") from None


def parse_school_year(text: str) -> Value:
    """Return `2025/26` for any notation of two consecutive years, and for a term in it: `S26`, `2026/06`. Raises
    Unreadable."""
    if term := _TERM.match(text):
        # Exams of the summer end a school year; a month in numbers is one where it is not the next year.
        return Value(_label(full_year(term[1]) - 1))
    match = _SCHOOL_YEAR.match(text)
    if (
        match
        and len(match[1]) == 4
        and (month := _MONTH.match(match[2]))
        and int(match[2]) != (int(match[1]) + 1) % 100
    ):
        return Value(_label(int(match[1]) - (int(month[0]) < 8)), "month_as_school_year")
    if match is None or (full_year(match[1]) + 1 - full_year(match[2])) % 100:
        raise Unreadable("school_year_unreadable")
    return Value(_label(full_year(match[1])))


def _label(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"


@dataclass(frozen=True)
class MonthParser:
    """Parser of the months of one column; `shift` where times of day show that the next day is meant."""

    shift: Shift

    def __call__(self, text: str) -> Value:
        """Parse one month. Raises Unreadable."""
        return parse_month(text, self.shift)


@dataclass(frozen=True)
class DateParser:
    """Parser of the dates of one column.

    `doubtful` where the first number may be the month; `compact` where days are written as 120912, and 10812 has lost
    its first zero; `shift` where times of day show that the next day is meant.
    """

    doubtful: bool
    compact: bool = False
    shift: Shift = Shift.NONE

    def __call__(self, text: str) -> Value:
        """Parse one date. Raises Unreadable."""
        if self.compact and (day := six_digit_day(text)):
            return Value(day)
        read = parse_date(text, self.shift)
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
    doubtful = len(seen) > 1 and len(days) < len(others) and small
    return DateParser(doubtful, _is_compact(texts), _shift(texts))


def month_parser(texts: Iterable[str]) -> MonthParser:
    """Return the parser for a column of months, given all its distinct texts."""
    return MonthParser(_shift(texts))


def _shift(texts: Iterable[str]) -> Shift:
    return shift_of(shift for text in texts if (shift := _shown(text)))


def _shown(text: str) -> Shift | None:
    """Return what a text's time of day shows; None where it has none."""
    try:
        written, clock = split_clock(text.casefold())
        return shift_shown(day_in(written), clock) if clock else None
    except Unreadable:
        return None


def _is_compact(texts: Iterable[str]) -> bool:
    """Say whether the numbers of a column are days written as ddmmyy, and no serial numbers of Excel.

    Where all have lost a zero, each must read as a day, and some be no serial number of our time.
    """
    numbers = {number for text in texts if (number := _number(text))}
    if (6, True, False) in numbers:
        return True
    return (5, True, False) in numbers and all(is_day for _, is_day, _ in numbers)


def _number(text: str) -> tuple[int, bool, bool] | None:
    """Return the number of digits, whether they read as ddmmyy, and whether as a serial number of our time; None for
    any other text."""
    serial = len(text) == 5 and text.isdecimal() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL
    try:
        return (len(text), True, serial) if six_digit_day(text) else None
    except Unreadable:
        return len(text), False, serial


def date_evidence(texts: Iterable[str]) -> list[str]:
    """Return the fewest texts that give the same parser as all of them: one for each day and each month, and one of
    each kind of number and time of day."""
    evidence: dict[object, str] = {}
    for text in texts:
        if match := _SLASHED.match(text):
            evidence.setdefault((1, match[1]), text)
            evidence.setdefault((2, match[2]), text)
        if shown := _number(text) or _shown(text):
            evidence.setdefault(shown, text)
    return list(dict.fromkeys(evidence.values()))
