from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr as stdnum_cpr

from pipelines.intake.values.cpr import (
    birth_date,
    gender,
    is_temporary,
    mask,
    parse_cpr,
    passes_modulus_11,
)
from pipelines.intake.values.value import Unreadable
from tests.intake.samples import cprs

OLD = cprs(1, date(2010, 2, 3))[0]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (OLD, None),
        (f"{OLD[:6]}-{OLD[6:]}", None),
        (f"{OLD[:6]} {OLD[6:]}", None),
        (f"{OLD[:6]} - {OLD[6:]}", None),
        (f"{OLD[:2]} {OLD[2:4]} {OLD[4:6]} {OLD[6:]}", None),
        (f"{OLD}.0", None),
        (f"{OLD},0", None),
        (OLD[1:], "cpr_padded"),
        (f"{OLD[1:]}.0", "cpr_padded"),
        (f"{OLD[1:6]}-{OLD[6:]}", "cpr_padded"),
    ],
)
def test_a_number_is_read_as_it_comes(text: str, note: str | None) -> None:
    read = parse_cpr(text)
    assert (read.value, read.note) == (OLD, note)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,01E+08", "cpr_scientific"),
        ("1.01E+09", "cpr_scientific"),
        ("1,01E9", "cpr_scientific"),
        ("030210", "cpr_birth_date_only"),
        ("03-02-10", "cpr_birth_date_only"),
        ("3002101234", "cpr_invalid"),
        ("0313101234", "cpr_invalid"),
        ("12345678", "cpr_invalid"),
        ("03021012345", "cpr_invalid"),
        ("Anna Hansen", "cpr_invalid"),
        ("030210-12A4", "cpr_invalid"),
        ("٠٣٠٢١٠١٢٣٤", "cpr_invalid"),
    ],
)
def test_what_is_no_number_is_refused_by_its_code(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        parse_cpr(text)
    assert problem.value.code == code


@pytest.mark.parametrize(
    ("seventh", "year", "born"),
    [
        (0, 0, 1900),
        (3, 99, 1999),
        (3, 10, 1910),
        (4, 0, 2000),
        (4, 36, 2036),
        (4, 37, 1937),
        (9, 36, 2036),
        (9, 37, 1937),
        (5, 57, 2057),
        (8, 0, 2000),
        (5, 58, 1858),
        (8, 99, 1899),
    ],
)
def test_the_seventh_digit_gives_the_century(seventh: int, year: int, born: int) -> None:
    assert birth_date(f"0302{year:02}{seventh}123") == date(born, 2, 3)


def test_a_replacement_number_is_born_on_its_own_day_and_temporary() -> None:
    replaced = f"6{OLD[1:]}"
    assert birth_date(replaced) == date(2010, 2, 3)
    assert is_temporary(replaced)
    assert not is_temporary(OLD)
    assert parse_cpr(replaced).value == replaced
    assert birth_date(f"9102{OLD[4:]}") is None
    assert birth_date(f"9112{OLD[4:]}") == date(2010, 12, 31)


def test_the_last_digit_gives_the_gender() -> None:
    assert [gender(f"030210412{digit}") for digit in "0123"] == ["female", "male", "female", "male"]


def test_the_check_digit_separates_invented_numbers() -> None:
    assert not any(passes_modulus_11(number) for number in cprs(20))
    # A number of day 0 belongs to nobody.
    assert passes_modulus_11("0000000019")
    assert not passes_modulus_11("0000000018")


@pytest.mark.parametrize("separator", ["", "-", " ", "\u00a0", " - ", "–", "—", "‐", "−"])
@pytest.mark.parametrize("number", [OLD, f"6{OLD[1:]}", f"91{12}{OLD[4:]}", f"85{OLD[2:]}"])
def test_a_number_is_masked_wherever_it_stands(number: str, separator: str) -> None:
    written = f"{number[:6]}{separator}{number[6:]}"
    assert mask(f"elev {written}, 5A") == "elev xxxxxx-xxxx, 5A"
    assert mask(f"_{written}.csv") == "_xxxxxx-xxxx.csv"


@pytest.mark.parametrize("text", ["elever 2025", "20250905-1234", "5A", "1234567890123", "4599999999"])
def test_what_is_no_number_is_unchanged(text: str) -> None:
    assert mask(text) == text


@given(st.dates(date(1990, 1, 2), date(2035, 12, 31)), st.integers(0, 1000))
def test_birth_date_is_what_the_number_was_made_from(born: date, seed: int) -> None:
    if (born.month, born.day) != (1, 1):
        assert birth_date(cprs(1, born, seed)[0]) == born


@given(st.text(max_size=14))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        assert len(parse_cpr(text).value) == 10
    except Unreadable as problem:
        assert problem.code.startswith("cpr_")


@given(st.dates(date(1990, 1, 2), date(2035, 12, 31)), st.integers(0, 999), st.integers(0, 9))
def test_the_check_digit_is_that_of_an_independent_library(born: date, serial: int, check: int) -> None:
    number = f"{born:%d%m%y}{serial:03}{check}"
    assert passes_modulus_11(number) == (stdnum_cpr.checksum(number) == 0)
