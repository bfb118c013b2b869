"""Days as `partners.yml` writes them."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.delivery_calendar import Due, Tolerance, covered_days


def due(**entry: object) -> Due:
    return TypeAdapter(Due).validate_python(covered_days(entry))


def test_a_delivery_covers_from_one_day_to_another() -> None:
    assert due(covers="01-01/03-31", due="04-20") == Due((1, 1), (3, 31), (4, 20))


def test_a_delivery_of_one_day_covers_it_alone() -> None:
    assert due(covers="09-05", due="10-01") == Due((9, 5), (9, 5), (10, 1))


def test_the_day_of_a_leap_year_is_a_day_of_the_year() -> None:
    assert due(covers="02-29", due="03-01").covers_to == (2, 29)


@pytest.mark.parametrize("covers", ["02-30", "13-01", "1. maj", "/03-31", "01-01/03-31/06-30"])
def test_what_is_no_day_of_the_year_is_said(covers: str) -> None:
    with pytest.raises(ValidationError, match="ikke en dag i året"):
        due(covers=covers, due="04-20")


def test_a_snapshot_counts_for_a_day_near_it() -> None:
    first, last = Tolerance(before=5, after=10).window(date(2026, 3, 1))
    assert (first, last) == (date(2026, 2, 24), date(2026, 3, 11))


def test_a_tolerance_is_no_less_than_nothing() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Tolerance).validate_python({"before": -1})
