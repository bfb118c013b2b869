"""Errors of spreadsheets are named in Danish, and only they are."""

from __future__ import annotations

import pytest

from pipelines.intake.values.excel_errors import UNNAMED, danish_error, is_excel_error


@pytest.mark.parametrize(
    ("shown", "name"),
    [("#N/A", "#I/T"), (" #ref! ", "#REFERENCE!"), ("#VÆRDI!", "#VÆRDI!"), ("#navn!", "#NAVN!")],
)
def test_an_error_is_named_in_danish(shown: str, name: str) -> None:
    assert danish_error(shown) == name


@pytest.mark.parametrize("shown", ["#FIELD!", "#0101124321", "Anna Jensen"])
def test_what_is_no_known_error_is_not_repeated(shown: str) -> None:
    assert danish_error(shown) == UNNAMED


@pytest.mark.parametrize("text", ["#1", "# elever", "I/T", "N/A"])
def test_a_text_with_a_number_sign_is_no_error(text: str) -> None:
    assert not is_excel_error(text)
