from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.values.numbers import decimal_parser, parse_integer
from pipelines.intake.values.value import Unreadable


@pytest.mark.parametrize(
    ("column", "text", "value", "note"),
    [
        (["7,3"], "7,3", 7.3, None),
        (["7"], "7", 7.0, None),
        (["-3"], "-3", -3.0, None),
        (["0,875"], "0,875", 0.875, None),
        # With a comma anywhere, a dot before three digits separates thousands.
        (["2.351", "7,5"], "2.351", 2351.0, "thousands"),
        (["1.234,5"], "1.234,5", 1234.5, "thousands"),
        (["1.234.567", "1,5"], "1.234.567", 1234567.0, "thousands"),
        (["7.5", "7,5"], "7.5", 7.5, "decimal_point"),
        # A dot that can only be a decimal point makes all of them so.
        (["7.5", "2.351"], "2.351", 2.351, "decimal_point"),
        (["0.5"], "0.5", 0.5, "decimal_point"),
        # No evidence at all.
        (["1.234"], "1.234", 1234.0, "thousands_guessed"),
        (["1.234", "12"], "12", 12.0, None),
        (["1 234,5"], "1 234,5", 1234.5, None),
    ],
)
def test_a_decimal_is_parsed_by_its_column(
    column: list[str], text: str, value: float, note: str | None
) -> None:
    read = decimal_parser(column)(text)
    assert (read.value, read.note) == (value, note)


@pytest.mark.parametrize(
    "text",
    [
        "tre",
        "1,2,3",
        "7,5 dage",
        "<5",
        "Under 5",
        "1.2.3",
        "nan",
        "inf",
        "1e5",
        ",",
        "#I/T",
        "1705144123",
        "170514123",
        "9" * 400,
    ],
)
def test_what_is_no_number_is_refused_by_its_code(text: str) -> None:
    for column in ([text], [text, "1,5"], [text, "1.5"]):
        with pytest.raises(Unreadable) as problem:
            decimal_parser(column)(text)
        assert problem.value.code == "number_unreadable"


@given(st.decimals(-99999, 99999, places=2), st.booleans())
def test_a_danish_decimal_is_read_back(number: Decimal, dotted: bool) -> None:
    english = f"{number:,.2f}" if dotted else f"{number:.2f}"
    danish = english.translate(str.maketrans(",.", ".,"))
    assert decimal_parser([danish])(danish).value == float(number)


@given(st.lists(st.decimals(-99999, 99999, places=2), min_size=1))
def test_a_column_of_english_decimals_is_read_back(numbers: list[Decimal]) -> None:
    column = [f"{number:.2f}" for number in numbers]
    read = decimal_parser(column)
    assert [read(text).value for text in column] == [float(number) for number in numbers]


@pytest.mark.parametrize(
    ("text", "value"), [("7", 7), ("00", 0), ("02", 2), ("-3", -3), ("7,0", 7), ("12.0", 12), ("4,00", 4)]
)
def test_a_whole_number_is_read(text: str, value: int) -> None:
    assert parse_integer(text).value == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7,5", "integer_unreadable"),
        ("otte", "number_unreadable"),
        ("9" * 20, "number_unreadable"),
        ("1705144123", "number_unreadable"),
        ("-100000000", "number_unreadable"),
    ],
)
def test_what_is_no_whole_number_is_refused_by_its_code(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        parse_integer(text)
    assert problem.value.code == code
