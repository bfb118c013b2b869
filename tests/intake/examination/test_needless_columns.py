"""A column that lists often have and no figure uses is deleted on arrival; the receipt says so without a warning."""

from __future__ import annotations

import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import codes, rows, send

HEADER = (*samples.RESIDENTS[:3], "{}", *samples.RESIDENTS[3:])


@pytest.mark.parametrize("name", ["Herkomst", "herkomst ", "Oprindelse", "origin"])
def test_origin_is_not_kept(installation: Settings, keys: Keys, name: str) -> None:
    header = [text.format(name) for text in HEADER]
    sent = [[*row[:3], "efterkommer", *row[3:]] for row in samples.residents()]
    drop = send(installation, keys, samples.text(header, sent), "kommunen")
    [problem] = drop.problems
    assert (drop.verdict, problem.code, problem.severity) == ("accepted", "columns_needless", "info")
    assert "kolonne D" in problem.message_da
    kept = rows(installation, drop)
    assert kept["area"].to_list() == ["OE1"] * 3
    assert "origin" not in kept.columns and "efterkommer" not in {
        value for row in kept.rows() for value in row
    }


def test_an_empty_needless_column_is_not_mentioned(installation: Settings, keys: Keys) -> None:
    header = [text.format("Herkomst") for text in HEADER]
    sent = [[*row[:3], "", *row[3:]] for row in samples.residents()]
    drop = send(installation, keys, samples.text(header, sent), "kommunen")
    assert (drop.verdict, codes(drop)) == ("accepted", [])
