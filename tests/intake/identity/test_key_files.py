from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyrage
import pytest

from pipelines.intake.identity.digests import wrap_pseudonym
from pipelines.intake.identity.key_files import (
    PSEUDONYM,
    PUBLIC,
    SECRET,
    KeysMissing,
    keys_of,
    load_keys,
    make_keys,
)
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.ingest import ingest_waiting
from pipelines.intake.values.cpr import is_temporary
from pipelines.settings import PROJECT_ROOT, Settings
from tests.intake import samples


def test_keys_are_made_once_and_are_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "keys"
    assert make_keys(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {PSEUDONYM: 0o600, PUBLIC: 0o600, SECRET: 0o600}


@pytest.mark.parametrize("deleted", [(), (SECRET,), (PUBLIC, SECRET), (PSEUDONYM,)])
def test_keys_are_never_overwritten(tmp_path: Path, deleted: tuple[str, ...]) -> None:
    make_keys(tmp_path)
    for name in deleted:
        (tmp_path / name).unlink()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert not make_keys(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", [PSEUDONYM, PUBLIC])
def test_missing_keys_are_refused(tmp_path: Path, name: str) -> None:
    make_keys(tmp_path)
    (tmp_path / name).unlink()
    # New keys would give the same persons other pseudonyms.
    with pytest.raises(KeysMissing, match="sikkerhedskopi"):
        load_keys(tmp_path)


def test_an_installation_without_keys_gets_instructions(tmp_path: Path) -> None:
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
    first, second = samples.cprs(2)
    assert one.person_key(first) == Keys(b"1" * 32, "").person_key(first)
    assert len({one.person_key(first), one.person_key(second), two.person_key(first)}) == 3
    assert one.person_key(first, "a") != one.person_key(first, "b")
    assert len(one.person_key(first)) == 26


def test_keys_do_not_print_themselves(keys: Keys) -> None:
    assert repr(keys) == f"Keys({keys.fingerprint})"
    assert keys.secret.hex()[:16] not in repr(keys)


def test_an_original_is_decrypted_with_the_secret_key_only(tmp_path: Path) -> None:
    make_keys(tmp_path)
    (tmp_path / "fil").write_bytes(b"elever")
    with (tmp_path / "fil").open("rb") as original:
        original.read(3)
        load_keys(tmp_path).seal(original, tmp_path / "sealed")
    sealed = (tmp_path / "sealed").read_bytes()
    identity = pyrage.x25519.Identity.from_str((tmp_path / SECRET).read_text().strip())
    assert pyrage.decrypt(sealed, [identity]) == b"elever"
    assert b"elever" not in sealed
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.generate()])


def test_two_keys_in_one_archive_are_refused_and_nothing_is_ingested(
    installation: Settings, keys: Keys, tmp_path: Path
) -> None:
    samples.send(installation, keys, samples.text(samples.ABSENCE, samples.absence()))
    make_keys(tmp_path / "others")
    waiting = samples.put(installation, samples.text(samples.ABSENCE, samples.absence(sick="3")))
    with pytest.raises(KeysMissing, match="MEDVIND_KEYS"):
        ingest_waiting(installation, load_keys(tmp_path / "others"))
    assert waiting.exists()
    assert len(list(installation.raw.glob("*/*"))) == 1


def settings(tmp_path: Path, data: str = "data", keys: str = "keys") -> Settings:
    made = Settings(tmp_path / data, tmp_path / keys)
    made.data.mkdir(parents=True, exist_ok=True)
    make_keys(made.keys)
    return made


def test_keys_outside_the_data_folder_are_accepted(tmp_path: Path) -> None:
    assert keys_of(settings(tmp_path)).recipient.startswith("age1")


@pytest.mark.parametrize("place", ["data/keys", "data"])
def test_keys_in_the_data_folder_are_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(KeysMissing, match="inde i datamappen"):
        keys_of(settings(tmp_path, keys=place))


def test_keys_behind_a_link_into_the_data_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "data" / "real").mkdir(parents=True)
    (tmp_path / "keys").symlink_to(tmp_path / "data" / "real")
    with pytest.raises(KeysMissing, match="inde i datamappen"):
        keys_of(settings(tmp_path))


def test_keys_in_the_repository_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="inde i programmets mappe"):
        keys_of(Settings(tmp_path, PROJECT_ROOT / "keys"))


def test_a_demos_key_is_no_key_for_real_persons(tmp_path: Path) -> None:
    demo = Settings(tmp_path / "demo", tmp_path / "keys")
    demo.data.mkdir()
    demo.demo_marker.touch()
    make_keys(demo.keys, demo=True)
    assert keys_of(demo).fingerprint == load_keys(demo.keys).fingerprint
    with pytest.raises(KeysMissing, match="en demos"):
        keys_of(Settings(tmp_path / "real", demo.keys))


@pytest.mark.parametrize("later", ["", "a2V5", "x"])
def test_a_damaged_later_key_is_refused(tmp_path: Path, later: str) -> None:
    make_keys(tmp_path)
    with (tmp_path / PSEUDONYM).open("a") as file:
        file.write(later + "\n")
    with pytest.raises(KeysMissing, match="beskadiget"):
        load_keys(tmp_path)


def test_erasure_keys_differ_from_pseudonyms() -> None:
    keys, (cpr,) = Keys(b"1" * 32, "", (b"2" * 32,)), samples.cprs(1)
    assert keys.erasure_key(cpr) not in (keys.person_key(cpr), Keys(b"1" * 32, "").erasure_key(cpr))
    assert keys.erasure_key(cpr) == wrap_pseudonym(Keys(b"1" * 32, "").erasure_key(cpr), b"2" * 32, "erasure")
    assert keys.person_key(cpr) == wrap_pseudonym(Keys(b"1" * 32, "").person_key(cpr), b"2" * 32, "person")


def test_pseudonyms_of_many_are_those_of_each(keys: Keys) -> None:
    """Also under later keys, and for replacement numbers, which are linked within one partner only."""
    numbers = [1705144123, 7705144123, 101010001]
    for ring in (keys, replace(keys, later=(b"a" * 32, b"b" * 32))):
        texts = [f"{number:010d}" for number in numbers]
        within = ["skolen" if is_temporary(cpr) else "" for cpr in texts]
        one_by_one = [ring.person_key(cpr, own) for cpr, own in zip(texts, within, strict=True)]
        erasure_keys = [ring.erasure_key(cpr, own) for cpr, own in zip(texts, within, strict=True)]
        assert ring.person_keys(np.array(numbers), "skolen").to_list() == one_by_one
        assert ring.erasure_keys(np.array(numbers), "skolen").to_list() == erasure_keys
