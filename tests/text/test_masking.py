from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.masking import masked, masked_number


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0101011234", "xxxxxxxxxx"),
        ("010101-1234", "xxxxxx-xxxx"),
        ("010101 1234", "xxxxxx xxxx"),
        ("010101 - 1234", "xxxxxx - xxxx"),
        ("010101–1234", "xxxxxx–xxxx"),
        ("01 01 01 1234", "xx xx xx xxxx"),
        ("1,01E+08", "x,xxE+xx"),
        ("ring til 0101011234 om lidt", "ring til xxxxxxxxxx om lidt"),
    ],
)
def test_a_personal_number_is_crossed_out_anywhere(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize("text", ["05-09-2025", "2025/26", "561001", "2025M09", "1.234,5", "7-9", "12345678"])
def test_other_values_are_shown(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("10101123", "xxxxxxxx"),
        ("101011234", "xxxxxxxxx"),
        ("1,01E+08", "x,xxE+xx"),
        ("Jens Hansen", "xxxx xxxxxx"),
        ("010101", "xxxxxx"),
        ("101011234,0", "xxxxxxxxx,x"),
    ],
)
def test_in_a_column_of_numbers_only_the_shape_is_left(text: str, shown: str) -> None:
    assert masked_number(text) == shown


@given(st.from_regex(r"\A\d{6}[ -]?\d{4}\Z"), st.text(max_size=5), st.text(max_size=5))
def test_no_number_of_ten_digits_survives(number: str, before: str, after: str) -> None:
    assert number not in masked(f"{before}{number}{after}")
