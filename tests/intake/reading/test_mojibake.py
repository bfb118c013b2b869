"""Letters that were misread before a file was sent."""

from __future__ import annotations

import pytest

from pipelines.intake.reading.mojibake import repair, repair_text
from pipelines.intake.reading.sheet import Note, Sheet


def test_repaired_cells_are_counted() -> None:
    found = repair(
        Sheet("Elever", [["SÃ¸ren", "Åse"], ["a", "b"], ["KÃ¥re", "MÃ¦rsk"]], notes=[Note("one_column")])
    )
    assert found.rows == [["Søren", "Åse"], ["a", "b"], ["Kåre", "Mærsk"]]
    assert found.notes == [Note("one_column"), Note("mojibake", times=3)]


def test_what_is_right_is_left_without_a_note() -> None:
    sheet = Sheet("Elever", [["Søren", "Ÿ Ã"]])
    assert repair(sheet) == sheet


LETTERS = "æøåÆØÅéÉèüÜöÖäÄ–’“"


def misread(text: str, codec: str) -> str:
    return text.encode().decode(codec, errors="replace")


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp850", "mac_roman"])
@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_misread_once_or_twice_is_repaired(letter: str, codec: str) -> None:
    once = misread(letter, codec)
    assert repair_text(f"a{once}b{once}") == f"a{letter}b{letter}"
    assert repair_text(f"a{misread(once, codec)}b") == f"a{letter}b"
