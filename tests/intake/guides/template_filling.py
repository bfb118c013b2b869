"""Valid values for any column of any feed, generated from its contract."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from pipelines.demo.invented_cpr import invented_cpr
from pipelines.intake.guides.column_guide import Field, fields_of
from schemas.contract import Feed
from schemas.kinds import Kind
from schemas.partners import calendar_days

DAY = date(2025, 9, 5)
_VALUES: dict[Kind, Any] = {
    Kind.DATE: DAY,
    Kind.MONTH: "2025M09",
    Kind.SCHOOL_YEAR: "2024/25",
    Kind.PERIOD: "2024",
    Kind.YEAR: "2025",
    Kind.YES_NO: "Ja",
    Kind.GENDER: "K",
    Kind.DECIMAL: 3.5,
    Kind.PERCENT: 84.5,
    Kind.INTEGER: 4,
    Kind.CVR: "25313763",
    Kind.LIST: "Skolen; Klubben",
    Kind.CLASS: "7-9",
    Kind.TEXT: "Ord",
    Kind.NOTE: "Det gik godt.",
}


def valid_rows(feed: Feed, count: int) -> list[list[Any]]:
    """Return rows that meet the contract, each about another person or thing."""
    rng = Random(feed.name)
    fields = fields_of(feed)
    return [
        [_value(field, name, feed, number, rng) for name, field in _named(feed, fields)]
        for number in range(count)
    ]


def _named(feed: Feed, fields: list[Field]) -> list[tuple[str, Field]]:
    return list(zip(feed.delivered, fields, strict=True))


def _value(field: Field, name: str, feed: Feed, number: int, rng: Random) -> Any:
    if field.kind is Kind.CPR:
        age = sum(feed.ages or (18, 18)) // 2
        return invented_cpr(rng, DAY - timedelta(days=366 * age + number), rng.choice(("male", "female")))
    if field.codes:
        in_use = [code for code in field.codes.codes if code not in field.codes.validity]
        choices = [c for c in field.choices if field.codes.find(c) in in_use]
        return choices[number % len(choices)] if name in feed.key else choices[0]
    if feed.steady and name == feed.period:
        # A date of the calendar that is past.
        known = calendar_days(DAY - timedelta(days=366), DAY)
        return max(due.period_start for due in known if due.feed == feed.name)
    if field.kind is Kind.DATE and name == "birth_date":
        return DAY - timedelta(days=365 * 12)
    if field.kind in (Kind.TEXT, Kind.LIST) and name in feed.example:
        return field.example
    value = _VALUES[field.kind]
    return f"{value} {number}" if field.kind is Kind.TEXT and name in feed.key else _in_bounds(field, value)


def _in_bounds(field: Field, value: Any) -> Any:
    """Adjust amounts that limit each other: all are equal, or zero."""
    return 0 if field.kind is Kind.DECIMAL and "betyder 0" in field.how else value
