from __future__ import annotations

import unicodedata

import pytest

from schemas.contract import Column
from schemas.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("CPR-nr.", "cprnr"),
        ("  Højeste   fuldførte\nuddannelse ", "hoejeste fuldfoerte uddannelse"),
        ("Årgang*", "aargang"),
        ("AARGANG", "aargang"),
        ("Status pr.:", "status pr"),
        ("(Trin)", "trin"),
        ("snapshot_date", "snapshotdate"),
        ("Fravær\u00a0med tilladelse", "fravaer med tilladelse"),
        ("\ufeffFag\u00addisciplin\u200b", "fagdisciplin"),
        ("---", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_letters_of_a_mac_fold_as_others() -> None:
    assert fold(unicodedata.normalize("NFD", "Årgang")) == fold("Årgang")


def test_a_columns_own_name_and_title_are_headers() -> None:
    column = Column("Klassetrin", ("Årgang", "Trin"))
    assert column.headers("grade_level") == {"gradelevel", "klassetrin", "aargang", "trin"}
