from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.values.numbers import (
    AmountParser,
    IntegerParser,
    decimal_parser,
    number_evidence,
    number_forms,
    percent_parser,
    without_unit,
)
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
        (["1,234"], "1,234", 1.234, "decimals_guessed"),
        # A number that begins with 0 has no thousands.
        (["0.084"], "0.084", 0.084, "decimal_point"),
        (["0.500", "20.000"], "20.000", 20.0, "decimal_point"),
        (["-0,500", "1,500"], "1,500", 1.5, None),
        # A number with both signs shows them.
        (["1,234.5", "2,351"], "2,351", 2351.0, "comma_thousands"),
        (["1,234.5"], "1,234.5", 1234.5, "comma_thousands"),
        (["1,234,567"], "1,234,567", 1234567.0, "comma_thousands"),
        (["1234.567"], "1234.567", 1234.567, "decimal_point"),
        # Whole numbers with their decimals written out.
        (["45.000", "3.000"], "45.000", 45.0, "decimal_point"),
        (["45,000", "3,000"], "45,000", 45.0, None),
        (["45.000", "3"], "45.000", 45000.0, "thousands_guessed"),
        (["45.000", "3.500"], "45.000", 45000.0, "thousands_guessed"),
        (["45,000", "980"], "45,000", 45.0, "decimals_guessed"),
        # Both signs in one column: what could be either remains a guess.
        (["7.5", "7,5", "1.234"], "1.234", 1234.0, "thousands_guessed"),
        (["7.5", "7,5", "1,234"], "1,234", 1.234, "decimals_guessed"),
    ],
)
def test_a_decimal_is_parsed_by_its_column(
    column: list[str], text: str, value: float, note: str | None
) -> None:
    read = decimal_parser(column)(text)
    assert (read.value, read.note) == (value, note)


@pytest.mark.parametrize(
    ("column", "file", "text", "value", "note"),
    [
        (["1,234"], ["8.4"], "1,234", 1234.0, "comma_thousands"),
        (["1.234"], ["8.4"], "1.234", 1.234, "decimal_point"),
        (["1.234"], ["8,4"], "1.234", 1234.0, "thousands"),
        (["45.000"], ["8,4"], "45.000", 45000.0, "thousands"),
        (["1.000"], ["0.084"], "1.000", 1.0, "decimal_point"),
        # The column's own evidence counts before that of the file.
        (["7,5", "1.234"], ["8.4"], "1.234", 1234.0, "thousands"),
        # The file shows both, or nothing.
        (["1.234"], ["8.4", "8,4"], "1.234", 1234.0, "thousands_guessed"),
        (["45.000"], ["7"], "45.000", 45000.0, "thousands_guessed"),
        (["45.000"], ["3.000"], "45.000", 45.0, "decimal_point"),
        (["45.000"], ["1.234"], "45.000", 45000.0, "thousands_guessed"),
    ],
)
def test_a_decimal_is_parsed_by_the_numbers_of_the_whole_file(
    column: list[str], file: list[str], text: str, value: float, note: str | None
) -> None:
    read = decimal_parser(column, number_forms(file))(text)
    assert (read.value, read.note) == (value, note)


@pytest.mark.parametrize(
    ("column", "text", "value", "note"),
    [
        (["20.000", "1.500"], "20.000", 20.0, "decimal_point"),
        (["1.020", "20"], "1.020", 1020.0, "thousands_guessed"),
        (["3,712", "4"], "3,712", 3.712, None),
    ],
)
def test_a_column_without_thousands_shows_the_decimal_sign(
    column: list[str], text: str, value: float, note: str | None
) -> None:
    read = decimal_parser(column, below_thousand=True)(text)
    assert (read.value, read.note) == (value, note)


@pytest.mark.parametrize(
    ("unit", "text", "value"),
    [
        ("hours", "37 t", 37.0),
        ("hours", "37t.", 37.0),
        ("hours", "37 timer", 37.0),
        ("hours", "18,5 timer pr. uge", 18.5),
        ("hours", "37 t/uge", 37.0),
        ("hours", "37 timer om ugen", 37.0),
        ("hours", "37:00", 37.0),
        ("hours", "18:30", 18.5),
        ("hours", "37:00:00", 37.0),
        ("hours", "37", 37.0),
        ("days", "2 dage", 2.0),
        ("days", "1,5 d.", 1.5),
    ],
)
def test_a_unit_beside_the_number_is_left_out(unit: str, text: str, value: float) -> None:
    evidence = [without_unit(text, unit)]
    assert AmountParser(decimal_parser(evidence), unit)(text).value == value


@pytest.mark.parametrize(
    ("unit", "text"),
    [("hours", "37 dage"), ("hours", "37:75"), ("days", "2 t"), ("days", "2:30"), ("days", "d")],
)
def test_another_unit_is_refused(unit: str, text: str) -> None:
    with pytest.raises(Unreadable):
        AmountParser(decimal_parser([]), unit)(text)


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
    assert IntegerParser(decimal_parser([text]))(text).value == value


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
        IntegerParser(decimal_parser([text]))(text)
    assert problem.value.code == code


WRITTEN = {".": lambda number: f"{number:,.2f}", ",": lambda number: danish(f"{number:,.2f}")}


def danish(english: str) -> str:
    return english.translate(str.maketrans(",.", ".,"))


@given(
    st.lists(st.decimals(1000, 99999, places=0), min_size=1),
    st.lists(st.decimals(-99999, 99999, places=2), min_size=1),
    st.sampled_from(".,"),
)
def test_thousands_are_read_back_beside_decimals_of_the_same_file(
    whole: list[Decimal], decimals: list[Decimal], sign: str
) -> None:
    english = [f"{number:,}" for number in whole]
    column = english if sign == "." else [danish(text) for text in english]
    read = decimal_parser(column, number_forms(WRITTEN[sign](number) for number in decimals))
    assert [read(text).value for text in column] == [float(number) for number in whole]


@given(st.lists(st.integers(1, 999), min_size=1), st.sampled_from(".,"))
def test_counts_with_three_zeros_written_out_are_read_back(counts: list[int], sign: str) -> None:
    column = [f"{count}{sign}000" for count in counts]
    read = IntegerParser(decimal_parser(column))
    assert [read(text).value for text in column] == counts


@given(st.lists(st.from_regex(r"-?\d{1,4}([.,]\d{1,4}){0,2}", fullmatch=True), min_size=1))
def test_the_evidence_gives_the_same_parser_as_all_texts(texts: list[str]) -> None:
    assert decimal_parser(number_evidence(texts)) == decimal_parser(texts)
    assert percent_parser(number_evidence(texts)) == percent_parser(texts)
