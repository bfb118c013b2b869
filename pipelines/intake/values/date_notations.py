"""Notations of days, months and school years, always with the day first. Texts are case-folded."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.intake.values.value import Unreadable

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": "maj", "oct": "okt"}
_YEAR_FIRST = re.compile(r"^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$")
_COMPACT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})$")
_DAY_FIRST_COMPACT = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_WEEKDAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,? |(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_NAMED = re.compile(rf"^{_WEEKDAY}(?:den )?(\d{{1,2}})\.?[ -]?([a-zæøå]{{3,9}})\.?,?[ -]?(\d{{4}}|\d{{2}})$")
_NAMED_FIRST = re.compile(rf"^{_WEEKDAY}([a-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}})$")
_SERIAL = re.compile(r"^(\d{5})(?:[.,]0+)?$")
_SIX_DIGITS = re.compile(r"^(\d{1,2})(\d{2})(\d{2})$")
_MONTH_CODE = re.compile(r"^(\d{4}) ?[m/.-] ?(\d{1,2})$|^((?:19|20)\d{2})(\d{2})$")
_MONTH_FIRST = re.compile(r"^m?(\d{1,2})[-/. ](\d{4})$|^(\d{1,2})/(\d{2})$")
_MONTH_NAMED = re.compile(r"^([a-zæøå]{3,9})\.?[ -]?(\d{4}|\d{2})$")
_NAMED_MONTH = re.compile(r"^(\d{4})[ -]?([a-zæøå]{3,9})\.?$")
_EXCEL_EPOCH = date(1899, 12, 30)


def day_in(text: str) -> date:
    """Return the day that a text says. Raises Unreadable."""
    if match := _YEAR_FIRST.match(text):
        return calendar_day(match[1], match[3], match[4])
    if (match := _COMPACT.match(text)) and int(match[2]) <= 12:
        return calendar_day(match[1], match[2], match[3])
    if match := _DAY_FIRST.match(text) or _DAY_FIRST_COMPACT.match(text):
        return calendar_day(match[3], match[2], match[1])
    if match := _NAMED.match(text):
        return calendar_day(match[3], _month_number(match[2]), match[1])
    if match := _NAMED_FIRST.match(text):
        return calendar_day(match[3], _month_number(match[1]), match[2])
    if match := _SERIAL.match(text):
        return _EXCEL_EPOCH + timedelta(days=int(match[1]))
    raise Unreadable("date_unreadable")


def six_digit_day(text: str) -> date | None:
    """Return the day that 120912, or 10812 with its zero lost, says as ddmmyy; None for any other number of digits.

    Raises Unreadable.
    """
    match = _SIX_DIGITS.match(text)
    return calendar_day(match[3], match[2], match[1]) if match else None


def month_in(text: str) -> date:
    """Return the first day of the month that a text says, or that its day is in. Raises Unreadable."""
    if match := _MONTH_CODE.match(text):
        return calendar_day(match[1] or match[3], match[2] or match[4], 1)
    if match := _MONTH_FIRST.match(text):
        return calendar_day(match[2] or match[4], match[1] or match[3], 1)
    if match := _MONTH_NAMED.match(text):
        return calendar_day(match[2], _month_number(match[1]), 1)
    if match := _NAMED_MONTH.match(text):
        return calendar_day(match[1], _month_number(match[2]), 1)
    return day_in(text).replace(day=1)


def calendar_day(year: str, month: str | int, day: str | int) -> date:
    """Return a day of the calendar. Raises Unreadable."""
    try:
        return date(full_year(year), int(month), int(day))
    except ValueError:
        raise Unreadable("date_unreadable") from None


def full_year(digits: str) -> int:
    """Return the year; two digits up to 68 are of this century, since all persons in the data are under 30."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) <= 68 else 1900)


def _month_number(name: str) -> int:
    beginning = _ENGLISH.get(name[:3], name[:3])
    if beginning not in MONTHS:
        raise Unreadable("date_unreadable")
    return MONTHS.index(beginning) + 1
