"""Text is clean the same in a table and in one cell: nothing invisible, nothing that steers a terminal."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.values.text_cleaning import clean, clean_text

ODD = st.text(
    st.sampled_from("aÅ 1-'\u200b\u00ad\u00a0\u202f\u2013\x1b\x00\x07\x1f\x7f\x85\x9b\t\n"), max_size=8
)


def in_table(text: str) -> str:
    (cell,) = clean(pl.DataFrame({"a": [text]}))["a"].to_list()
    return cell or ""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\x1b[31mRød\x1b[0m", "[31mRød[0m"),
        ("Elev\x00er\x07", "Elever"),
        ("a\tb\r\nc", "a b c"),
        ("\u00a0Øst\u00adskolen\u200b ", "Østskolen"),
        ("'12", "12"),
        ("A\u030arhus", "Århus"),
    ],
)
def test_what_is_read(written: str, read: str) -> None:
    assert in_table(written) == clean_text(written) == read


@given(ODD)
def test_a_table_and_a_cell_are_cleaned_alike(text: str) -> None:
    assert in_table(text) == clean_text(text)
    assert not any(unicodedata.category(sign) == "Cc" for sign in clean_text(text))
