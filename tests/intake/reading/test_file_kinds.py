"""The kind of a file by its first bytes."""

from __future__ import annotations

import pytest

from pipelines.intake.reading.file_kinds import is_no_table, is_plain_text


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n",
        # A picture and a film of a telephone: the size of the first part stands before its name.
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
        b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    ],
)
def test_a_picture_or_a_film_is_no_table(data: bytes) -> None:
    assert is_no_table(data)
    assert not is_plain_text(data)


@pytest.mark.parametrize("data", [b"CPR-nr;Skole\n1;ftyp\n", b"ftyp;Skole\n", b""])
def test_text_is_text_whatever_it_says(data: bytes) -> None:
    assert is_plain_text(data)
