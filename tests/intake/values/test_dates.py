from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.values.dates import (
    date_evidence,
    date_parser,
    parse_date,
    parse_month,
    parse_school_year,
)
from pipelines.intake.values.value import Unreadable
from pipelines.text.danish import DENMARK

AUGUST_1 = date(2025, 8, 1)
# From 1901, since 01-01-1900 means that there is no date.
days = st.dates(date(1901, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "01-08-2025",
        "1.8.25",
        "1/8-25",
        "1/8/2025",
        "01.08.2025",
        "1 8 2025",
        "2025-08-01",
        "2025-8-1",
        "2025-08-01 00:00:00",
        "2025-08-01T00:00:00.000",
        "01-08-2025 00:00:00",
        "2025-08-01 07:45:10",
        "01-08-2025 7:45",
        "2025-08-01T07:45:10.123",
        "20250801",
        "1. aug. 2025",
        "1. august 2025",
        "1 AUG 2025",
        "den 1. august 2025",
        "1.aug.25",
        "45870",
        "45870,0",
        "2025/08/01",
        "2025.08.01",
        "01082025",
        "01-AUG-2025",
        "01aug2025",
        "Aug 1, 2025",
        "Fri Aug 01 2025",
        "fredag den 1. august 2025",
        "1/8 2025",
        "1. august 2025 kl. 00.00",
        "01-08-2025 00:00:00.0000000",
        "01/08/2025 12:00:00 AM",
        "2025-08-01T00:00:00Z",
        "2025-07-31T22:00:00Z",
        "2025-08-01T00:00:00+02:00",
    ],
)
def test_a_date_is_read_day_first(text: str) -> None:
    assert parse_date(text).value == AUGUST_1


def test_the_day_comes_first_even_where_both_orders_are_dates() -> None:
    assert parse_date("03-04-2025").value == date(2025, 4, 3)


@pytest.mark.parametrize("text", ["31-12-9999", "01-01-1900", "9999-12-31", "1900-01-01"])
def test_what_systems_write_for_no_date_is_none(text: str) -> None:
    assert parse_date(text).value is None


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2025",
        "29-02-2025",
        "08-13-2025",
        "00-08-2025",
        "1-8",
        "ukendt",
        "2025",
        "1. xyz 2025",
        "-1-8-2025",
    ],
)
def test_what_is_no_date_is_refused_by_its_code(text: str) -> None:
    with pytest.raises(Unreadable) as problem:
        parse_date(text)
    assert problem.value.code == "date_unreadable"
    assert text not in str(problem.value)


@pytest.mark.parametrize(("text", "year"), [("1.8.68", 2068), ("1.8.69", 1969), ("1.8.00", 2000)])
def test_two_digits_of_a_year_find_their_century(text: str, year: int) -> None:
    assert parse_date(text).value == date(year, 8, 1)


@given(days, st.sampled_from(["%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d"]))
def test_a_written_date_is_read_back(day: date, pattern: str) -> None:
    assert parse_date(day.strftime(pattern)).value == day


@given(days)
def test_a_danish_named_date_is_read_back(day: date) -> None:
    assert parse_date(format_date(day, "d. MMMM y", locale="da")).value == day
    assert parse_date(format_date(day, "d. MMM y", locale="da")).value == day


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_a_serial_number_of_excel_is_read_back(day: date) -> None:
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert parse_date(str(serial)).value == day


@pytest.mark.parametrize(
    "text",
    [
        "2025M09",
        "2025m9",
        "2025-09",
        "sep 2025",
        "sept. 2025",
        "september 2025",
        "sep-25",
        "09-2025",
        "9/2025",
        "09.2025",
        "15-09-2025",
        "2025-09-30",
        "2025-09-01 00:00:00",
        "1. sep. 2025",
        "45901",
    ],
)
def test_a_month_is_read_as_its_first_day(text: str) -> None:
    assert parse_month(text).value == date(2025, 9, 1)


def test_may_is_spelt_in_danish() -> None:
    assert parse_month("maj-25").value == date(2025, 5, 1)


@pytest.mark.parametrize(
    "text", ["2025M13", "13-2025", "00-2025", "2025M00", "xyz 2025", "uge 32", "efterår"]
)
def test_what_is_no_month_is_refused_by_its_code(text: str) -> None:
    with pytest.raises(Unreadable) as problem:
        parse_month(text)
    assert problem.value.code == "month_unreadable"


@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(["%YM%m", "%m-%Y", "%Y-%m", "%d-%m-%Y"])
)
def test_a_written_month_is_read_back(day: date, pattern: str) -> None:
    assert parse_month(day.strftime(pattern)).value == day.replace(day=1)


@pytest.mark.parametrize(
    "text", ["2025/26", "2025/2026", "25/26", "2025-26", "2025-2026", "25-26", "2025 / 26"]
)
def test_a_school_year_is_read_whichever_way_it_is_written(text: str) -> None:
    assert parse_school_year(text).value == "2025/26"


def test_the_turn_of_a_century_is_a_school_year() -> None:
    assert parse_school_year("1999/00").value == "1999/00"
    assert parse_school_year("99/00").value == "1999/00"


@pytest.mark.parametrize(
    "text", ["2025/27", "2025", "2026/25", "2025/25", "0025/26", "9998/9999", "9999/00", "skoleår 25"]
)
def test_what_is_no_school_year_is_refused_by_its_code(text: str) -> None:
    with pytest.raises(Unreadable) as problem:
        parse_school_year(text)
    assert problem.value.code == "school_year_unreadable"


@given(st.integers(1990, 2060), st.sampled_from(["{0}/{2:02}", "{0}/{1}", "{0}-{1}", "{0}-{2:02}"]))
def test_a_written_school_year_is_read_back(first: int, pattern: str) -> None:
    text = pattern.format(first, first + 1, (first + 1) % 100)
    assert parse_school_year(text).value == f"{first}/{(first + 1) % 100:02}"


@pytest.mark.parametrize(
    "text",
    [
        "202509", "2025-9", "sept. 2025", "September 2025", "2025 september", "09/25", "9-2025", "2025.09", "sep-25",
        "2025-09-01T00:00:00", "01SEP2025", "2025M9", "M09 2025", "45901,0", "2025/09",
    ],
)  # fmt: skip
def test_more_notations_of_a_month(text: str) -> None:
    assert parse_month(text).value == date(2025, 9, 1)


@pytest.mark.parametrize(
    ("text", "month"), [("May-25", 5), ("Oct-25", 10), ("October 2025", 10), ("maj-25", 5)]
)
def test_english_months(text: str, month: int) -> None:
    assert parse_month(text).value == date(2025, month, 1)


@pytest.mark.parametrize(
    "text", ["202513", "13/25", "2025-13", "oct", "2025-10-01 25:00", "31-04-2025 10:00"]
)
def test_a_month_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_month(text)


@given(st.lists(days, min_size=1))
def test_a_column_of_midnights_in_utc_is_read_back(found: list[date]) -> None:
    found = [day for day in found if 1951 <= day.year <= 2098]
    instants = [datetime.combine(day, time(), DENMARK).astimezone(UTC) for day in found]
    column = [f"{instant:%Y-%m-%d %H:%M:%S}" for instant in instants]
    read = date_parser(date_evidence(column))
    assert read == date_parser(column)
    assert [read(text).value for text in column] == found


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (["120912", "10812"], "10812", date(2012, 8, 1)),
        (["10812", "90512"], "10812", date(2012, 8, 1)),
        # Serial numbers of Excel: one of them is no day written as ddmmyy, or all may be of our time.
        (["41122", "39999"], "41122", date(2012, 8, 1)),
        (["41110"], "41110", date(2012, 7, 20)),
    ],
)
def test_numbers_are_days_or_serial_numbers_by_their_column(
    column: list[str], text: str, value: date
) -> None:
    assert date_parser(column)(text).value == value
    assert date_parser(date_evidence(column)) == date_parser(column)
