"""Counts a thousand times those of last year are held, and so are numbers that may be either."""

from __future__ import annotations

import pytest

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.release import release
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import codes, send, text

LANGUAGE = ("Boligområde", "Skoleår", "Børn i alt", "Vurderede", "Alderssvarende")


def language(installation: Settings, keys: Keys, year: str, *counts: str, area: str = "OE1") -> Manifest:
    return send(installation, keys, text(LANGUAGE, [[area, year, *counts]]), "kommunen")


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [("45", "45000", "held"), ("45000", "45", "held"), ("45", "90", "accepted"), ("45", "0", "accepted"),
     ("0", "45000", "accepted")],
)  # fmt: skip
def test_a_leap_is_held(installation: Settings, keys: Keys, before: str, now: str, verdict: str) -> None:
    language(installation, keys, "2022/23", before, "0", "0")
    drop = language(installation, keys, "2023/24", now, "0", "0")
    assert (drop.verdict, "leap" in codes(drop)) == (verdict, verdict == "held")


def test_a_leap_names_its_columns_and_the_same_unit_is_compared(installation: Settings, keys: Keys) -> None:
    language(installation, keys, "2022/23", "45", "40", "38")
    assert language(installation, keys, "2023/24", "45000", "40000", "38", area="OE2").verdict == "accepted"
    drop = language(installation, keys, "2023/24", "45000", "40000", "38")
    assert "Børn i alt, Vurderede er" in next(p.message_da for p in drop.problems if p.code == "leap")


def test_a_correction_of_the_same_year_is_compared_too(installation: Settings, keys: Keys) -> None:
    language(installation, keys, "2022/23", "45", "40", "38")
    assert language(installation, keys, "2022/23", "45000", "40000", "38000").verdict == "held"


def test_a_guess_is_held_until_it_is_released(installation: Settings, keys: Keys) -> None:
    drop = language(installation, keys, "2022/23", "45.000", "40", "38")
    assert (drop.verdict, codes(drop)[0]) == ("held", "sign_in_doubt")
    assert release(installation, drop.receipt_id, "Mette", "Ja").receipt_id == drop.receipt_id
    assert samples.rows(installation, drop)["children"].to_list() == [45000]


def test_a_guess_in_a_quarantined_row_holds_nothing(installation: Settings, keys: Keys) -> None:
    sent = samples.absence(3, sick="0")
    sent[0][3] = "1.020"
    assert send(installation, keys, text(samples.ABSENCE, sent)).verdict == "accepted_with_warnings"
