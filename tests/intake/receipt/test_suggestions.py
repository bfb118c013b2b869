"""Which choice a sender may have meant."""

from __future__ import annotations

import pytest

from pipelines.intake.receipt.suggestions import nearest

SCHOOLS = ["Østskolen", "Nordskolen", "Havneskolen", "Urbanskolen"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Østskole", ["Østskolen"]),
        ("oestskolen", ["Østskolen"]),
        ("Nordskoln", ["Nordskolen"]),
        # The beginning of a word is as good as the word.
        ("Urb", ["Urbanskolen"]),
        ("Ur", []),
        ("Gymnasiet", []),
        ("", []),
        (" - ", []),
    ],
)
def test_the_choice_most_like_a_text(text: str, meant: list[str]) -> None:
    assert nearest(text, SCHOOLS) == meant


def test_a_number_is_no_misspelling_of_another() -> None:
    assert nearest("118", ["110", "119"]) == []
    assert nearest("Skole 1", ["Skole 2"]) == []


def test_choices_that_are_as_good_are_named_the_best_first() -> None:
    assert nearest("Havneskole", ["Havneskolerne", "Havneskolen"]) == ["Havneskolerne", "Havneskolen"]
    assert nearest("Nordskoln", ["Nordskolene", "Nordskolen", "Nord"]) == ["Nordskolen", "Nordskolene"]


def test_many_that_are_as_good_are_no_help() -> None:
    assert nearest("Skolen", [f"Skolen {letter}" for letter in "abcd"]) == []


def test_nothing_is_compared_with_a_text_that_is_longer_than_any_choice() -> None:
    long = "Østskolen" * 9
    assert nearest(long, [long]) == []
