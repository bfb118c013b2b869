from __future__ import annotations

import stat
from pathlib import Path

import pyrage
import pytest

from intake import making
from pipelines.intake.keys import PSEUDONYM, PUBLIC, SECRET, Keys, KeysMissing, load_keys, make_keys
from pipelines.intake.take import take_waiting
from pipelines.settings import Settings


def test_keys_are_made_once_and_are_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "keys"
    assert make_keys(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {PSEUDONYM: 0o600, PUBLIC: 0o600, SECRET: 0o600}


@pytest.mark.parametrize("gone", [(), (SECRET,), (PUBLIC, SECRET), (PSEUDONYM,)])
def test_keys_are_never_overwritten(tmp_path: Path, gone: tuple[str, ...]) -> None:
    make_keys(tmp_path)
    for name in gone:
        (tmp_path / name).unlink()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert not make_keys(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", [PSEUDONYM, PUBLIC])
def test_missing_keys_are_refused(tmp_path: Path, name: str) -> None:
    make_keys(tmp_path)
    (tmp_path / name).unlink()
    # Making new ones would part the old pseudonyms from the new.
    with pytest.raises(KeysMissing, match="sikkerhedskopi"):
        load_keys(tmp_path)


def test_a_house_without_any_keys_is_told_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="medvind init"):
        load_keys(tmp_path)


def test_the_secret_half_is_not_needed(tmp_path: Path) -> None:
    make_keys(tmp_path)
    (tmp_path / SECRET).unlink()
    assert load_keys(tmp_path).recipient.startswith("age1")


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644, 0o660])
@pytest.mark.parametrize("name", [PSEUDONYM, PUBLIC])
def test_keys_that_others_can_read_are_refused(tmp_path: Path, name: str, mode: int) -> None:
    make_keys(tmp_path)
    (tmp_path / name).chmod(mode)
    with pytest.raises(KeysMissing, match="chmod 600"):
        load_keys(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"a2V5", b"a2V5b", b"\xff\xfe", b"ikke en n\xc3\xb8gle!", b"A" * 60]
)
def test_a_damaged_key_is_refused_and_not_shown(tmp_path: Path, content: bytes) -> None:
    make_keys(tmp_path)
    (tmp_path / PSEUDONYM).write_bytes(content)
    with pytest.raises(KeysMissing, match="beskadiget") as problem:
        load_keys(tmp_path)
    assert not content or content.decode("latin-1") not in str(problem.value)


def test_a_pseudonym_is_the_same_for_the_same_number_and_key_only() -> None:
    one, two = Keys(b"1" * 32, ""), Keys(b"2" * 32, "")
    first, second = making.cprs(2)
    assert one.person_key(first) == Keys(b"1" * 32, "").person_key(first)
    assert len({one.person_key(first), one.person_key(second), two.person_key(first)}) == 3
    assert one.person_key(first, "a") != one.person_key(first, "b")
    assert len(one.person_key(first)) == 26


def test_keys_do_not_print_themselves(keys: Keys) -> None:
    assert repr(keys) == f"Keys({keys.fingerprint})"
    assert keys.secret.hex()[:16] not in repr(keys)


def test_an_original_is_opened_with_the_secret_half_alone(tmp_path: Path) -> None:
    make_keys(tmp_path)
    sealed = load_keys(tmp_path).seal(b"elever")
    identity = pyrage.x25519.Identity.from_str((tmp_path / SECRET).read_text().strip())
    assert pyrage.decrypt(sealed, [identity]) == b"elever"
    assert b"elever" not in sealed
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.generate()])


def test_two_keys_in_one_archive_are_refused_and_nothing_is_taken(
    house: Settings, keys: Keys, tmp_path: Path
) -> None:
    making.send(house, keys, making.text(making.ABSENCE, making.absence()))
    make_keys(tmp_path / "others")
    waiting = making.put(house, making.text(making.ABSENCE, making.absence(sick="3")))
    with pytest.raises(KeysMissing, match="MEDVIND_KEYS"):
        take_waiting(house, load_keys(tmp_path / "others"))
    assert waiting.exists()
    assert len(list(house.raw.glob("*/*"))) == 1
