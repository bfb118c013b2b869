from __future__ import annotations

import unicodedata

import pytest

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
