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
