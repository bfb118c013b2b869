"""Headers of columns that stand for a month and a kind of absence, or for a discipline."""

from __future__ import annotations

import pytest

from pipelines.intake.layout.wide_layout import WideColumn, wide_reader
from schemas.feeds import all_feeds
from schemas.headers import readings

ABSENCE, EXAMS = all_feeds()["absence"], all_feeds()["exams"]


def absence(header: str) -> WideColumn | None:
    return wide_reader(ABSENCE, ABSENCE.headers)(readings(header))


@pytest.mark.parametrize(
    "header",
    [
        "Sygdom 2025M09",
        "2025M09 Sygdom",
        "sep 2025 sygdom",
        "Sygdom september 2025",
        "Sygdom 09-2025",
        "2025-09 sygdom",
    ],
)
def test_a_month_and_a_kind_of_absence_in_any_order(header: str) -> None:
    assert absence(header) == WideColumn("2025M09", "sick_days")


@pytest.mark.parametrize("header", ["Sygdom", "2025M09", "Sygdom 2025", "Sygdom 13-2025", "Navn 2025M09"])
def test_a_header_without_both_is_no_such_column(header: str) -> None:
    assert absence(header) is None


def test_a_discipline_is_the_column_of_its_grade() -> None:
    reader = wide_reader(EXAMS, EXAMS.headers)
    assert reader(readings("110")) == WideColumn("110", "grade")
    assert reader(readings("Karakter i går")) is None


def test_a_feed_without_such_columns_has_none() -> None:
    assert wide_reader(all_feeds()["residents"], {})(readings("2025M09")) is None
