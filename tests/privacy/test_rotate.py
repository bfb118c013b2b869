from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.intake.identity.key_files import COMING, KeysMissing, keys_of, load_keys, make_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.pipeline import ingest
from pipelines.privacy.find import find
from pipelines.privacy.forget import forget
from pipelines.privacy.rotate import finish_rotation, rotate
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


def persons(installation: Settings) -> dict[tuple[str, str], list[str | None]]:
    return {(drop, name): table[PERSON].to_list() for drop, name, table in tables(installation)}


def the_rest(installation: Settings) -> list[object]:
    """Everything stored except the pseudonyms: the other columns and the counts."""
    rows = [table.drop(PERSON).rows() for _, _, table in tables(installation)]
    return [rows, [(drop.receipt_id, drop.rows, drop.scopes, drop.problems) for drop in drops(installation)]]


def test_every_pseudonym_is_a_new_one_and_nothing_else_changes(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    before, rest = persons(installation), the_rest(installation)
    assert rotate(installation) == 6
    after = persons(installation)
    assert the_rest(installation) == rest
    pairs = {pair for place in before for pair in zip(before[place], after[place], strict=True)}
    # A bijection without fixed points.
    assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs}) == 30
    assert {old for old, _ in pairs}.isdisjoint({new for _, new in pairs})


def test_ingest_gives_a_person_the_pseudonym_of_the_stored_rows(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    for _ in range(3):
        rotate(installation)
    renewed = load_keys(installation.keys)
    assert len(find(installation, names(installation, renewed))) == 5
    samples.put(
        installation, absence([CPR, *OTHERS[:6]], "2025M12"), "g.csv", modified=samples.RECEIVED + 9 * 86_400
    )
    samples.ingest(installation, renewed)
    assert len(find(installation, names(installation, renewed))) == 6


def test_the_old_key_by_itself_gives_no_stored_pseudonym(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    rotate(installation)
    every = {name for place in persons(installation).values() for name in place}
    assert keys.person_key(CPR) not in every
    assert load_keys(installation.keys).person_key(CPR) in every


def test_every_manifest_has_the_fingerprint_of_the_new_key(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    rotate(installation)
    renewed = load_keys(installation.keys)
    assert renewed.fingerprint != keys.fingerprint
    assert {drop.key_fingerprint for drop in drops(installation)} == {renewed.fingerprint}
    with pytest.raises(KeysMissing, match="MEDVIND_KEYS"):
        samples.ingest(installation, keys)


def test_progress_is_reported(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    reported: list[tuple[str, int, int]] = []
    assert rotate(installation, lambda step, done=0, total=0: reported.append((step, done, total))) == 6
    assert reported == [("rotate", place, 6) for place in range(6)]


def test_receipts_are_the_same_under_a_newer_key(installation: Settings, keys: Keys) -> None:
    """A file of a run interrupted before the rotation is recognised after it."""
    rotate(installation)
    assert load_keys(installation.keys).derive("receipt") == keys.derive("receipt")


def test_nothing_else_runs_during_a_rotation(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    shutil.copy(installation.keys / "pseudonym.key", installation.keys / COMING)
    with pytest.raises(KeysMissing, match="medvind key rotate"):
        keys_of(installation)


def test_a_run_finishes_what_was_interrupted(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(installation, keys)
    with power_cut_at(12, monkeypatch), pytest.raises(Cut):
        rotate(installation)
    assert ingest(installation).drops == []
    assert (
        {drop.key_fingerprint for drop in drops(installation)}
        == {keys_of(installation).fingerprint}
        != {keys.fingerprint}
    )


def test_an_archive_of_other_keys_is_unchanged(installation: Settings, keys: Keys) -> None:
    fill(installation, keys)
    before = persons(installation)
    shutil.rmtree(installation.keys)
    make_keys(installation.keys)
    with pytest.raises(KeysMissing, match="MEDVIND_KEYS"):
        rotate(installation)
    assert persons(installation) == before and not (installation.keys / COMING).exists()


def test_new_keys_are_readable_by_their_owner_only_and_a_demo_keeps_its_own(installation: Settings) -> None:
    make_keys(installation.keys, demo=True)
    installation.data.mkdir()
    installation.demo_marker.touch()
    shutil.copytree(installation.keys, installation.keys_folder / "demo", dirs_exist_ok=True)
    settings = Settings(installation.data, installation.keys_folder)
    rotate(settings)
    path = settings.keys / "pseudonym.key"
    assert path.stat().st_mode & 0o777 == 0o600
    installation.demo_marker.unlink()
    with pytest.raises(KeysMissing, match="demo"):
        keys_of(Settings(installation.data, settings.keys))


def test_after_a_power_failure_at_any_step_the_next_call_finishes(
    installation: Settings, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(installation, keys)
    forget(installation, keys, names(installation, keys, OTHERS[0]), date(2026, 2, 3))
    before, rest = persons(installation), the_rest(installation)
    for module in ("data", "keys"):
        shutil.copytree(tmp_path / module, tmp_path / "before" / module)
    step, cut = 0, True
    while cut:
        step += 1
        for module in ("data", "keys"):
            shutil.rmtree(tmp_path / module)
            shutil.copytree(tmp_path / "before" / module, tmp_path / module)
        with power_cut_at(step, monkeypatch):
            try:
                rotate(installation)
                cut = False
            except Cut:
                pass
        begun = (installation.keys / COMING).exists()
        finish_rotation(installation)
        renewed = keys_of(installation)
        assert the_rest(installation) == rest, step
        assert {drop.key_fingerprint for drop in drops(installation)} == {renewed.fingerprint}, step
        # Either all pseudonyms are re-keyed, or none.
        assert (renewed.fingerprint != keys.fingerprint) == (persons(installation) != before), step
        assert not begun or renewed.fingerprint != keys.fingerprint
        assert not list(installation.raw.rglob(".rekey*")), step
        erased = [
            cpr
            for cpr in (CPR, *OTHERS)
            if names(installation, renewed, cpr)[0].erasure_key in _erased(installation, renewed)
        ]
        assert erased == [OTHERS[0]], step
        assert len(find(installation, names(installation, renewed))) == 5, step
    assert step > 30


def _erased(installation: Settings, keys: Keys) -> set[str]:
    return set(Persons.read(installation, keys).erased)
