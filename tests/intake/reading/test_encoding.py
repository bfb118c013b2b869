from __future__ import annotations

import tracemalloc
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.reading.encoding import composed, decode
from pipelines.intake.reading.sheet import Unreadable

DANISH = "Måned;Sygefravær;Årgang;Område\r\nØstskolen;Kvarteret Øst;på;æblegrød\r\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("cp850", "CP850"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_danish_is_read_in_every_encoding_in_use(codec: str, name: str) -> None:
    assert decode(DANISH.encode(codec)) == (DANISH, name)


@pytest.mark.parametrize("codec", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("letter", "æøåÆØÅ")
def test_one_danish_letter_is_enough(codec: str, letter: str) -> None:
    assert decode(f"Skole {letter}".encode(codec))[0] == f"Skole {letter}"


def test_big_endian_with_a_byte_order_mark() -> None:
    assert decode(b"\xfe\xff" + DANISH.encode("utf-16-be"))[0] == DANISH


def test_letters_of_a_mac_are_composed() -> None:
    assert decode(unicodedata.normalize("NFD", DANISH).encode())[0] == DANISH


def test_a_file_without_danish_letters_is_plain() -> None:
    assert decode(b"CPR;Dato\r\n") == ("CPR;Dato\r\n", "UTF-8")


@pytest.mark.parametrize("data", [b"a\x00b", b"\x00\x01\x02\xff" * 50])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as problem:
        decode(data)
    assert problem.value.code == "not_a_table"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, name = decode(data)
    except Unreadable:
        return
    assert "\x00" not in text
    assert name


@given(st.text(st.sampled_from("e\u0301\u0323\u030aaA\u212b\r\n€😀 "), max_size=40), st.integers(0, 5))
def test_letters_are_composed_part_by_part_as_all_at_once(text: str, step: int) -> None:
    assert composed(text, step) == unicodedata.normalize("NFC", text)


def test_composing_the_letters_of_a_long_text_takes_little_memory() -> None:
    text = "e\u0301n lang linje med mange almindelige ord\n" * 100_000
    tracemalloc.start()
    found = composed(text, 10_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # At once it takes four bytes for each letter beside the text.
    assert peak < 3 * len(found)


def test_the_end_of_file_of_old_programs_is_no_text() -> None:
    assert decode(b"a;b\r\n1;2\r\n\x1a") == ("a;b\r\n1;2\r\n", "UTF-8")
    assert decode("Måned\r\n\x1a\x1a".encode("cp850"))[0] == "Måned\r\n"


def test_a_few_nul_characters_are_left_out() -> None:
    assert decode(b"a;b\x00\r\n" + b"1;2\r\n" * 40)[0] == "a;b\r\n" + "1;2\r\n" * 40


def test_control_characters_are_binary_only_where_the_encoding_is_a_guess() -> None:
    marked = "\x01Navn\x02;\x01År\x02\r\n"
    assert decode(f"{marked}Åse".encode()) == (f"{marked}Åse", "UTF-8")
    with pytest.raises(Unreadable):
        decode(f"{marked}Åse".encode("cp1252"))
    assert decode(f"{marked}{'Åse' * 40}".encode("cp1252"))[0] == f"{marked}{'Åse' * 40}"


def test_unmarked_utf16_may_have_letters_beyond_latin_ones() -> None:
    text = "Navn – skole – år\r\n„Åse“ – „Bo“ – 9\r\n"
    assert decode(text.encode("utf-16-le")) == (text, "UTF-16")
    assert decode(text.encode("utf-16-be")) == (text, "UTF-16")


def test_a_sign_that_says_nothing_of_the_encoding_is_that_of_windows() -> None:
    assert decode("3 × 4".encode("cp1252")) == ("3 × 4", "Windows-1252")


@pytest.mark.parametrize("text", ["Müller’s klub", "Klub 1–3’s børn", "Østerbyens §15’s hold’"])
def test_the_apostrophe_of_a_word_processor_is_no_danish_letter(text: str) -> None:
    """In the code page of DOS it is Æ, but the letters beside it are then nothing that Danish has."""
    assert decode(text.encode("cp1252")) == (text, "Windows-1252")
