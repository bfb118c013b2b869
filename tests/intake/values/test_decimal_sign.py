"""Which sign is the decimal one: what a number shows, a column settles, and a file decides."""

from __future__ import annotations

import pytest

from pipelines.intake.values.decimal_sign import Form, Forms, Sign, form_of, settled, sign_of


def forms(*numbers: str) -> Forms:
    return frozenset(map(form_of, numbers))


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        (Form.PLAIN, ["7", "-7", "+7", "1234567", "007"]),
        (
            Form.POINT,
            ["7.5", "-7.25", "1234.567", "0.123", "0.000", "01.234", "1,234.5", "1,234,567", "+0.5"],
        ),
        (Form.COMMA, ["7,5", "-7,25", "1234,567", "0,123", "0,000", "01,234", "1.234,5", "1.234.567"]),
        (Form.DOT_THREE, ["1.234", "-12.345", "999.001"]),
        (Form.DOT_ZEROS, ["1.000", "-45.000"]),
        (Form.COMMA_THREE, ["1,234", "+12,345", "999,001"]),
        (Form.COMMA_ZEROS, ["1,000", "45,000"]),
        (
            Form.NONE,
            [
                "",
                ".",
                "7.",
                ".5",
                "1.23.456",
                "1.234.56",
                "12.34,5",
                "1,234,5",
                "1.234,",
                "1,234,567.",
                "syv",
                "7 %",
            ],
        ),
    ],
)
def test_the_form_of_a_number(form: Form, numbers: list[str]) -> None:
    assert {number: form_of(number) for number in numbers} == dict.fromkeys(numbers, form)


@pytest.mark.parametrize(
    ("column", "below_thousand", "expected"),
    [
        (["1,234"], False, {Form.COMMA_THREE}),
        (["1,234"], True, {Form.COMMA}),
        (["1,234", "1,000", "7"], True, {Form.COMMA, Form.PLAIN}),
        (["1.234"], False, {Form.DOT_THREE}),
        (["1.234", "2.000"], True, {Form.POINT}),
        # Among whole numbers a dot may as well be a mistake.
        (["1.234", "7"], True, {Form.DOT_THREE, Form.PLAIN}),
    ],
)
def test_a_column_without_thousands_settles_what_its_numbers_leave_open(
    column: list[str], below_thousand: bool, expected: set[Form]
) -> None:
    assert settled(forms(*column), below_thousand) == expected


@pytest.mark.parametrize(
    ("column", "others", "sign"),
    [
        (["7,5", "1.234"], ["8.5"], Sign.COMMA),
        (["7.5", "1,234"], ["8,5"], Sign.POINT),
        (["7.5", "7,5"], ["8,5"], Sign.DOUBT),
        (["1.234"], ["8,5"], Sign.COMMA),
        (["1.234"], ["8.5"], Sign.POINT),
        (["1.234"], ["8.5", "8,5"], Sign.DOUBT),
        (["1.234"], [], Sign.DOUBT),
        (["7"], [], Sign.DOUBT),
        # Whole numbers with their decimals written out, in all of the file.
        (["45.000"], ["3.000"], Sign.POINT),
        (["45,000"], ["3,000"], Sign.COMMA),
        (["45.000"], ["3.000", "7"], Sign.DOUBT),
        (["45.000"], ["3,000"], Sign.DOUBT),
        # What is no number shows nothing.
        (["45.000"], ["3.000", "syv"], Sign.POINT),
    ],
)
def test_a_column_goes_before_its_file(column: list[str], others: list[str], sign: Sign) -> None:
    assert sign_of(forms(*column), forms(*column, *others)) == sign
