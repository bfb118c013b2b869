from __future__ import annotations

import pytest

from pipelines.intake.values.fixed_words import code_parser, parse_cvr, parse_yes_no, word_in
from pipelines.intake.values.value import Unreadable


@pytest.mark.parametrize("text", ["Ja", "JA", "j", "SAND", "true", "x", "X", "1"])
def test_yes(text: str) -> None:
    assert parse_yes_no(text).value is True


@pytest.mark.parametrize("text", ["Nej", "n", "FALSK", "false", "0"])
def test_no(text: str) -> None:
    assert parse_yes_no(text).value is False


@pytest.mark.parametrize("text", ["måske", "2", "ja tak"])
def test_neither(text: str) -> None:
    with pytest.raises(Unreadable) as problem:
        parse_yes_no(text)
    assert problem.value.code == "yes_no_unreadable"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("areas", "OE1", "OE1"),
        ("areas", "oe1", "OE1"),
        ("areas", "Kvarteret Øst", "OE1"),
        ("areas", "KVARTERET  OEST", "OE1"),
        ("schools", "561001", "561001"),
        ("schools", "561001,0", "561001"),
        ("schools", "Østskolen", "561001"),
        ("disciplines", "110.0", "110"),
        ("disciplines", "matematik uden hjælpemidler", "220"),
        ("education_types", "10. klasse", "10K"),
    ],
)
def test_a_code_or_its_label_is_found(name: str, text: str, code: str) -> None:
    read = code_parser(name)(text)
    assert (read.value, read.note) == (code, None)


@pytest.mark.parametrize("text", ["OE9", "Langtbortistan", "0", ",0"])
def test_what_is_not_on_the_list_is_unknown(text: str) -> None:
    read = code_parser("areas")(text)
    assert (read.value, read.note) == ("ukendt", "unknown_code")


def test_an_agreed_word_is_recognised_however_it_is_written() -> None:
    words = ("syg", "fritaget", "ej mødt")
    assert [word_in(text, words) for text in ("Syg", "EJ MØDT", "ej moedt", "7")] == [
        "syg",
        "ej mødt",
        "ej mødt",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("disciplines", "Dansk, læsning", "110"),
        ("disciplines", "Matematik - uden hjælpemidler", "220"),
        ("disciplines", "Fælles prøve i fysik/kemi, biologi og geografi", "410"),
        ("disciplines", "110 Dansk, læsning", "110"),
        ("schools", "Urban", "ukendt"),
        ("geographies", "Landsplan", "Hele landet"),
        ("geographies", "I alt", "Hele landet"),
        ("geographies", "000", "Hele landet"),
        ("geographies", "Esbjerg Kommune", "Esbjerg"),
        ("geographies", "561", "Esbjerg"),
        ("geographies", "561 Esbjerg", "Esbjerg"),
        ("education_types", "STX (3-årig)", "STX"),
        ("education_types", "hhx", "HHX"),
        ("education_types", "Tømrer", "EUD"),
        ("education_types", "338", "FGU"),
        ("education_parts", "H3", "HF"),
        ("exit_codes", "0FÆ", "10"),
        ("exit_codes", "25 Afbrudt, overgået til anden uddannelse", "25"),
    ],
)
def test_other_ways_of_writing_a_code(name: str, text: str, code: str) -> None:
    assert code_parser(name)(text).value == code


COMPANIES = ("10150817", "13585628", "29189803", "99999993")


@pytest.mark.parametrize("number", COMPANIES)
def test_every_way_of_writing_a_companys_number(number: str) -> None:
    for written in (
        number,
        f"DK{number}",
        f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:]}",
        f"{number},0",
    ):
        assert parse_cvr(written).value == number


@pytest.mark.parametrize("number", COMPANIES)
def test_every_mistyped_digit_of_a_companys_number_is_found(number: str) -> None:
    mistyped = [number[:at] + digit + number[at + 1 :] for at in range(8) for digit in "0123456789"]
    for written in (*(text for text in mistyped if text != number), number[1:], number + "0"):
        with pytest.raises(Unreadable):
            parse_cvr(written)
