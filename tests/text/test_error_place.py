from __future__ import annotations

import re

import pytest

from pipelines.text.error_place import error_place


def test_only_the_kind_and_the_line_are_said_never_the_message() -> None:
    with pytest.raises(ValueError, match="hemmelig") as caught:
        int("hemmelig 170514-4123")
    assert re.fullmatch(r"ValueError i test_error_place.py:\d+", error_place(caught.value))


def test_the_innermost_line_is_named() -> None:
    def inner() -> None:
        raise KeyError("170514-4123")

    with pytest.raises(KeyError) as caught:
        inner()
    line = inner.__code__.co_firstlineno + 1
    assert error_place(caught.value) == f"KeyError i test_error_place.py:{line}"


def test_an_exception_that_was_never_raised_has_no_place() -> None:
    assert error_place(OSError("hemmelig")) == "OSError"
