"""The key files of an installation: created once, kept outside the data folder, never overwritten.

`pseudonym.key` derives pseudonyms from personal numbers; it has one line for each key rotation, the oldest first.
`originals.pub` encrypts the partners' files. The secret half, `originals.key`, decrypts them and belongs in a safe
rather than on the machine: no code here reads it.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

import pyrage

from pipelines.intake.identity.keyring import Keys
from pipelines.settings import PROJECT_ROOT, Settings

PSEUDONYM, PUBLIC, SECRET = "pseudonym.key", "originals.pub", "originals.key"
# The key file of a rotation in progress: it exists while stored pseudonyms are being changed to the newest key.
COMING = "pseudonym.key.new"
_LENGTH = 32
_DEMO = "# demo"


class KeysMissing(Exception):
    """The keys are missing, too short or readable by others. The message says what to do."""


def make_keys(folder: Path, demo: bool = False) -> bool:
    """Create the key files; return False, without changing anything, where some exist already.

    A demo's key file is marked as such, so that a copy of it is never used for real persons.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any((folder / name).exists() for name in (PSEUDONYM, PUBLIC, SECRET)):
        return False
    identity = pyrage.x25519.Identity.generate()
    _write(folder / SECRET, str(identity))
    _write(folder / PUBLIC, str(identity.to_public()))
    _write(folder / PSEUDONYM, "\n".join([*([_DEMO] if demo else []), _new_key()]))
    return True


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(_LENGTH)).decode()


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def add_key(folder: Path) -> None:
    """Write the key file of a rotation, with a new key at the end. One that exists already is kept."""
    if (folder / COMING).exists():
        return
    temporary = folder / f".{COMING}.part"
    temporary.unlink(missing_ok=True)
    _write(temporary, (folder / PSEUDONYM).read_text().rstrip("\n") + "\n" + _new_key())
    temporary.rename(folder / COMING)


def keys_of(settings: Settings) -> Keys:
    """Return the keys of an installation.

    Raises KeysMissing where the keys lie inside the data folder or the program, where a demo's keys are used for real
    persons, and as `load_keys` does.
    """
    check_place(settings)
    if not settings.demo_marker.exists() and _is_of_demo(settings.keys / PSEUDONYM):
        raise KeysMissing(
            f"Nøglerne i {settings.keys} er en demos og må ikke bruges til rigtige personer. {_advice(settings)}"
        )
    _refuse_archive_without_keys(settings)
    return load_keys(settings.keys)


def make_first_keys(settings: Settings) -> bool:
    """Create the keys of an installation as `make_keys` does. Raises KeysMissing where there is an archive without its
    keys: new ones would open none of it."""
    check_place(settings)
    _refuse_archive_without_keys(settings)
    return make_keys(settings.keys)


def _refuse_archive_without_keys(settings: Settings) -> None:
    if not (settings.keys / PSEUDONYM).exists() and _has_archive(settings):
        raise KeysMissing(f"Der er ingen nøgler i {settings.keys}. {_advice(settings)}")


def _advice(settings: Settings) -> str:
    """What to do without keys. New ones would fit no drop of an archive."""
    if _has_archive(settings):
        return "Arkivet kan kun bruges med sine egne nøgler: hent dem fra jeres kopi, eller ret MEDVIND_KEYS."
    return "Ret MEDVIND_KEYS, eller fjern den og skriv: medvind init"


def _has_archive(settings: Settings) -> bool:
    return any(settings.raw.glob("[!.]*/[!.]*"))


def check_place(settings: Settings) -> None:
    """Raise KeysMissing where the key folder is inside the data folder or the program's folder."""
    folder = settings.keys_folder.resolve()
    for place, name in ((settings.data, "datamappen"), (PROJECT_ROOT, "programmets mappe")):
        if folder.is_relative_to(place.resolve()):
            raise KeysMissing(
                f"Nøglerne ligger i {folder}, inde i {name}. Den, der får en kopi af mappen, får også nøglerne. "
                "Flyt dem et andet sted hen, og lad MEDVIND_KEYS pege på det."
            )


def _is_of_demo(path: Path) -> bool:
    return path.is_file() and path.read_bytes().startswith(_DEMO.encode())


def load_keys(folder: Path) -> Keys:
    """Read the keys. Raises KeysMissing where they are absent, too short, readable by others, or being rotated."""
    if (folder / COMING).exists():
        raise KeysMissing("Nøglen er ved at blive skiftet ud. Gør det færdigt: medvind key rotate")
    for name in (PSEUDONYM, PUBLIC):
        _check(folder / name)
    return read_keys(folder, PSEUDONYM)


def read_keys(folder: Path, name: str) -> Keys:
    """Read the keys of one key file and the public key beside it. Raises KeysMissing where one of them is damaged."""
    lines = (folder / name).read_bytes().splitlines() or [b""]
    ring = [_decoded(line) for line in lines if not line.startswith(b"#")]
    if not ring or any(len(key) != _LENGTH for key in ring):
        raise KeysMissing(f"Nøglen i {folder / name} er beskadiget. Hent den fra jeres sikkerhedskopi.")
    return Keys(ring[0], (folder / PUBLIC).read_text().strip(), tuple(ring[1:]))


def _decoded(text: bytes) -> bytes:
    """Decode base64; return no bytes where the text is not base64."""
    try:
        return base64.b64decode(text.strip(), validate=True)
    except ValueError:
        return b""


def _check(path: Path) -> None:
    if not path.is_file() and any((path.parent / name).exists() for name in (PSEUDONYM, PUBLIC, SECRET)):
        raise KeysMissing(
            f"{path.name} mangler i {path.parent}, hvor der er andre nøgler. Hent den fra jeres sikkerhedskopi."
        )
    if not path.is_file():
        raise KeysMissing(f"Der er ingen nøgler i {path.parent}. Skriv først: medvind init")
    if path.stat().st_mode & 0o077:
        raise KeysMissing(f"Andre kan læse {path}. Skriv: chmod 600 {path}")
