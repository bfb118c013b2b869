"""Notations of periods: a year, a school year, a quarter or a month."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from pipelines.intake.values.dates import parse_month, parse_school_year
from pipelines.intake.values.value import Unreadable, Value

_YEAR = re.compile(r"^(?:19|20)\d{2}(?:[.,]0+)?$")
_QUARTER = re.compile(
    r"^(?P<year>\d{4}) ?[kq] ?(?P<number>[1-4])$|^(?P<n>[1-4])\. ?(?:kvt|kvartal)\.? ?(?P<y>\d{4})$"
)


# Periods that no figure of ours has: four quarters together (jobindsats' 2025QMAT02), and weeks.
_ROLLING_YEAR, _WEEK = re.compile(r"^\d{4} ?qmat ?0?[1-4]$"), re.compile(r"^uge ?\d{1,2}\b|^\d{4}[uw]\d{2}$")


def parse_year(text: str) -> Value:
    """Return a calendar year as a whole number. Raises Unreadable."""
    if not _YEAR.match(text):
        raise Unreadable("year_unreadable")
    return Value(int(text[:4]))


def parse_period(text: str) -> Value:
    """Return the label of a period: `2026`, `2025/26`, `2026K3` or `2026M09`. Raises Unreadable."""
    if _YEAR.match(text):
        return Value(text[:4])
    if match := _QUARTER.match(text.casefold()):
        year, number = match["year"] or match["y"], match["number"] or match["n"]
        return Value(f"{year}K{number}")
    if _ROLLING_YEAR.match(text.casefold()):
        raise Unreadable("period_rolling")
    if _WEEK.match(text.casefold()):
        raise Unreadable("period_week")
    try:
        return parse_school_year(text)
    except Unreadable:
        return _month(text)


def _month(text: str) -> Value:
    try:
        return Value(f"{parse_month(text).value:%YM%m}")
    except Unreadable:
        raise Unreadable("period_unreadable") from None


def first_day(label: str) -> date:
    """Return the first day of a labelled period."""
    year = int(label[:4])
    if "/" in label:
        return date(year, 8, 1)
    if "K" in label:
        return date(year, 3 * int(label[5]) - 2, 1)
    return date(year, int(label[5:]), 1) if "M" in label else date(year, 1, 1)


def last_day(label: str) -> date:
    """Return the last day of a labelled period."""
    year = int(label[:4])
    if "/" in label:
        return date(year + 1, 7, 31)
    if len(label) == 4:
        return date(year, 12, 31)
    month = 3 * int(label[5]) if "K" in label else int(label[5:])
    return date(year, month, monthrange(year, month)[1])
