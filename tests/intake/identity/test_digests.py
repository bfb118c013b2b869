"""Digests of many texts are those of single ones, and their letters are those of base32."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path

import numpy as np
import pytest

from pipelines.intake.identity.digests import derived, digest, named, named_all, token, tokens, wrap_pseudonym

KEY = b"k" * 32
TEXTS = ["", "0101104000", "æøå"]


def test_a_text_is_named_by_26_letters_and_digits_of_its_hmac() -> None:
    whole = hmac.new(KEY, b"0101104000", "sha256").digest()
    assert named(KEY, "0101104000") == base64.b32encode(whole[:16]).decode().lower().rstrip("=")
    assert len(named(KEY, "0101104000")) == 26


def test_many_texts_are_named_as_each_of_them() -> None:
    digests = named_all(KEY, (text.encode() for text in TEXTS))
    assert tokens(digests).to_list() == [named(KEY, text) for text in TEXTS]
    assert tokens(named_all(KEY, [])).to_list() == []


@pytest.mark.parametrize("byte", [0, 1, 127, 255])
def test_the_letters_of_a_column_are_those_of_one(byte: int) -> None:
    digests = np.full((2, 16), byte, dtype=np.uint8)
    assert tokens(digests).to_list() == [token(bytes([byte]) * 16)] * 2


def test_keys_of_two_purposes_tell_nothing_of_each_other() -> None:
    keys = {derived(KEY, "person"), derived(KEY, "erasure"), derived(b"x" * 32, "person"), KEY}
    assert len(keys) == 4


def test_a_later_key_renames_by_purpose() -> None:
    name = named(KEY, "0101104000")
    renamed = wrap_pseudonym(name, b"later", "person")
    assert renamed == named(derived(b"later", "person"), name)
    assert renamed != wrap_pseudonym(name, b"later", "erasure")


def test_the_digest_of_a_file_is_of_all_its_bytes_wherever_it_was_read_to(tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(b"cpr;navn\n" * 1000)
    with path.open("rb") as file:
        file.read(100)
        assert digest(file) == hashlib.sha256(path.read_bytes()).hexdigest()
