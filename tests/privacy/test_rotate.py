from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.intake.identity.key_files import COMING, KeysMissing, keys_of, load_keys, make_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.pipeline import take
from pipelines.privacy.find import find
from pipelines.privacy.forget import forget
from pipelines.privacy.rotate import finish, rotate
from pipelines.settings import Settings
from tests.privacy.delivered_world import (
    CPR,
    OTHERS,
    Cut,
    absence,
    drops,
    fill,
    names,
    power_cut_at,
    samples,
    tables,
)

PERSON = "person_key"


def persons(house: Settings) -> dict[tuple[str, str], list[str | None]]:
    return {(drop, name): table[PERSON].to_list() for drop, name, table in tables(house)}


def the_rest(house: Settings) -> list[object]:
    """All that is stored but the pseudonyms: the other columns, the counts."""
    rows = [table.drop(PERSON).rows() for _, _, table in tables(house)]
    return [rows, [(drop.receipt_id, drop.rows, drop.scopes, drop.problems) for drop in drops(house)]]


def test_every_pseudonym_is_a_new_one_and_nothing_else_changes(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    before, rest = persons(house), the_rest(house)
    assert rotate(house) == 6
    after = persons(house)
    assert the_rest(house) == rest
    pairs = {pair for place in before for pair in zip(before[place], after[place], strict=True)}
    # One to one, and none as it was.
    assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs}) == 30
    assert {old for old, _ in pairs}.isdisjoint({new for _, new in pairs})


def test_the_door_names_a_person_as_the_stored_rows_do(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    for _ in range(3):
        rotate(house)
    renewed = load_keys(house.keys)
    assert len(find(house, names(house, renewed))) == 5
    samples.put(
        house, absence([CPR, *OTHERS[:6]], "2025M12"), "g.csv", modified=samples.RECEIVED + 9 * 86_400
    )
    samples.take(house, renewed)
    assert len(find(house, names(house, renewed))) == 6


def test_the_old_key_alone_tells_nothing_afterwards(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    rotate(house)
    every = {name for place in persons(house).values() for name in place}
    assert keys.person_key(CPR) not in every
    assert load_keys(house.keys).person_key(CPR) in every


def test_the_fingerprint_of_the_new_key_stands_in_every_manifest(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    rotate(house)
    renewed = load_keys(house.keys)
    assert renewed.fingerprint != keys.fingerprint
    assert {drop.key_fingerprint for drop in drops(house)} == {renewed.fingerprint}
    with pytest.raises(KeysMissing, match="MEDVIND_KEYS"):
        samples.take(house, keys)


def test_how_far_it_has_come_is_told(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    told: list[tuple[str, int, int]] = []
    assert rotate(house, lambda step, done=0, total=0: told.append((step, done, total))) == 6
    assert told == [("rotate", place, 6) for place in range(6)]


def test_receipts_are_the_same_under_a_newer_key(house: Settings, keys: Keys) -> None:
    """A run that was cut off before the change of key knows its file again after it."""
    rotate(house)
    assert load_keys(house.keys).derive("receipt") == keys.derive("receipt")


def test_while_the_key_is_being_changed_nothing_else_runs(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    shutil.copy(house.keys / "pseudonym.key", house.keys / COMING)
    with pytest.raises(KeysMissing, match="medvind key rotate"):
        keys_of(house)


def test_a_run_finishes_what_was_cut_off(
    house: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house, keys)
    with power_cut_at(12, monkeypatch), pytest.raises(Cut):
        rotate(house)
    assert take(house).drops == []
    assert (
        {drop.key_fingerprint for drop in drops(house)} == {keys_of(house).fingerprint} != {keys.fingerprint}
    )


def test_an_archive_of_other_keys_is_left_alone(house: Settings, keys: Keys) -> None:
    fill(house, keys)
    before = persons(house)
    shutil.rmtree(house.keys)
    make_keys(house.keys)
    with pytest.raises(KeysMissing, match="MEDVIND_KEYS"):
        rotate(house)
    assert persons(house) == before and not (house.keys / COMING).exists()


def test_new_keys_are_for_the_owner_alone_and_a_demos_stay_a_demos(house: Settings) -> None:
    make_keys(house.keys, demo=True)
    house.data.mkdir()
    house.demo_mark.touch()
    shutil.copytree(house.keys, house.keys_home / "demo", dirs_exist_ok=True)
    settings = Settings(house.data, house.keys_home)
    rotate(settings)
    path = settings.keys / "pseudonym.key"
    assert path.stat().st_mode & 0o777 == 0o600
    house.demo_mark.unlink()
    with pytest.raises(KeysMissing, match="demo"):
        keys_of(Settings(house.data, settings.keys))


def test_whenever_the_power_goes_the_next_call_finishes(
    house: Settings, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house, keys)
    forget(house, keys, names(house, keys, OTHERS[0]), date(2026, 2, 3))
    before, rest = persons(house), the_rest(house)
    for room in ("data", "keys"):
        shutil.copytree(tmp_path / room, tmp_path / "before" / room)
    step, cut = 0, True
    while cut:
        step += 1
        for room in ("data", "keys"):
            shutil.rmtree(tmp_path / room)
            shutil.copytree(tmp_path / "before" / room, tmp_path / room)
        with power_cut_at(step, monkeypatch):
            try:
                rotate(house)
                cut = False
            except Cut:
                pass
        begun = (house.keys / COMING).exists()
        finish(house)
        renewed = keys_of(house)
        assert the_rest(house) == rest, step
        assert {drop.key_fingerprint for drop in drops(house)} == {renewed.fingerprint}, step
        # Either all of it has happened, or nothing has.
        assert (renewed.fingerprint != keys.fingerprint) == (persons(house) != before), step
        assert not begun or renewed.fingerprint != keys.fingerprint
        assert not list(house.raw.rglob(".rekey*")), step
        erased = [
            cpr for cpr in (CPR, *OTHERS) if names(house, renewed, cpr)[0].mark in _erased(house, renewed)
        ]
        assert erased == [OTHERS[0]], step
        assert len(find(house, names(house, renewed))) == 5, step
    assert step > 30


def _erased(house: Settings, keys: Keys) -> set[str]:
    return set(Persons.read(house, keys).erased)
