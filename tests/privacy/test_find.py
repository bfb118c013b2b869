from __future__ import annotations

import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.privacy.find import NoPerson, find
from pipelines.settings import Settings
from tests.intake import samples
from tests.privacy.delivered_world import CPR, DAY, OTHERS, absence, fill, names


def test_a_person_is_found_in_every_kind_of_file(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    found = [
        (f.drop.file_name, f.drop.feed, f.rows, f.where)
        for f in find(installation, names(installation, keys))
    ]
    assert found == [
        ("a.csv", "absence", 1, "Erstattet af en nyere"),
        ("b.csv", "absence", 1, "Tæller med"),
        ("c.csv", "pupils", 1, "Tæller med"),
        ("d.csv", "pupils", 1, "Holdt tilbage"),
        ("e.csv", "absence", 1, "Sat til side"),
    ]


def test_a_drop_that_is_replaced_in_part_counts(installation: Settings, keys: Keys) -> None:
    both = samples.absence(2, seed=1) + samples.absence(2, month="2025M10", seed=1)
    samples.put(installation, samples.text(samples.ABSENCE, both), "a.csv")
    newer = samples.text(samples.ABSENCE, samples.absence(2, seed=1, sick="3"))
    samples.put(installation, newer, "b.csv", modified=samples.RECEIVED + DAY)
    samples.ingest(installation, keys)
    assert [f.where for f in find(installation, names(installation, keys, both[0][0]))] == ["Tæller med"] * 2


@pytest.mark.parametrize("typed", [CPR, f"{CPR[:6]}-{CPR[6:]}", f" {CPR[:6]} {CPR[6:]}\n", CPR.lstrip("0")])
def test_the_number_is_parsed_as_at_ingest(installation: Settings, keys: Keys, typed: str) -> None:
    fill(installation, keys)
    assert len(find(installation, names(installation, keys, typed))) == 5


def test_an_unknown_person_is_not_found(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    assert find(installation, names(installation, keys, samples.cprs(31)[-1])) == []


@pytest.mark.parametrize("typed", ["", "170514", "1,7E+9", "Valborg Tranebær", "9999999999"])
def test_an_invalid_number_is_refused_and_not_repeated(
    installation: Settings, keys: Keys, typed: str
) -> None:
    with pytest.raises(NoPerson) as problem:
        names(installation, keys, typed)
    assert not typed or typed not in str(problem.value)


def test_a_replacement_number_is_found_with_its_own_partner_only(installation: Settings, keys: Keys) -> None:
    temporary = str(int(CPR[0]) + 6) + CPR[1:]
    samples.send(installation, keys, absence([temporary, *OTHERS[:3]]), "oestskolen")
    assert len(find(installation, names(installation, keys, temporary, "oestskolen"))) == 1
    assert find(installation, names(installation, keys, temporary, "havneskolen")) == []
    with pytest.raises(NoPerson, match="--partner"):
        names(installation, keys, temporary)
