from __future__ import annotations

import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.privacy.find import NoPerson, find
from pipelines.settings import Settings
from tests.intake import samples
from tests.privacy.delivered_world import CPR, DAY, OTHERS, absence, fill, names


def test_a_person_is_found_in_every_place(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    found = [(f.drop.file_name, f.drop.feed, f.rows, f.where) for f in find(house, names(house, keys))]
    assert found == [
        ("a.csv", "absence", 1, "Erstattet af en nyere"),
        ("b.csv", "absence", 1, "Tæller med"),
        ("c.csv", "pupils", 1, "Tæller med"),
        ("d.csv", "pupils", 1, "Holdt tilbage"),
        ("e.csv", "absence", 1, "Sat til side"),
    ]


def test_a_drop_that_is_replaced_in_part_counts(house: Settings, keys: Keys) -> None:
    both = samples.absence(2, seed=1) + samples.absence(2, month="2025M10", seed=1)
    samples.put(house, samples.text(samples.ABSENCE, both), "a.csv")
    newer = samples.text(samples.ABSENCE, samples.absence(2, seed=1, sick="3"))
    samples.put(house, newer, "b.csv", modified=samples.RECEIVED + DAY)
    samples.take(house, keys)
    assert [f.where for f in find(house, names(house, keys, both[0][0]))] == ["Tæller med"] * 2


@pytest.mark.parametrize("typed", [CPR, f"{CPR[:6]}-{CPR[6:]}", f" {CPR[:6]} {CPR[6:]}\n", CPR.lstrip("0")])
def test_the_number_is_read_as_at_the_door(house: Settings, keys: Keys, typed: str) -> None:
    fill(house, keys)
    assert len(find(house, names(house, keys, typed))) == 5


def test_a_stranger_is_not_found(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    assert find(house, names(house, keys, samples.cprs(31)[-1])) == []


@pytest.mark.parametrize("typed", ["", "170514", "1,7E+9", "Valborg Tranebær", "9999999999"])
def test_what_is_no_number_is_refused_and_not_repeated(house: Settings, keys: Keys, typed: str) -> None:
    with pytest.raises(NoPerson) as problem:
        names(house, keys, typed)
    assert not typed or typed not in str(problem.value)


def test_a_replacement_number_is_found_with_its_own_partner_only(house: Settings, keys: Keys) -> None:
    temporary = str(int(CPR[0]) + 6) + CPR[1:]
    samples.send(house, keys, absence([temporary, *OTHERS[:3]]), "oestskolen")
    assert len(find(house, names(house, keys, temporary, "oestskolen"))) == 1
    assert find(house, names(house, keys, temporary, "havneskolen")) == []
    with pytest.raises(NoPerson, match="--partner"):
        names(house, keys, temporary)
