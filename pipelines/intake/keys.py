"""The keys of a house: made once, kept apart from the data, never overwritten.

`pseudonym.key` turns personal numbers into pseudonyms. `originals.pub` seals the partners' files; the secret half,
`originals.key`, opens them, and belongs in a safe rather than on the machine: nothing here ever reads it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import pyrage

PSEUDONYM, PUBLIC, SECRET = "pseudonym.key", "originals.pub", "originals.key"
_LENGTH = 32


class KeysMissing(Exception):
    """The keys are missing, short or readable by others. The message says what to do."""


@dataclass(frozen=True)
class Keys:
    """The keys that the pipeline itself needs. Never printed, never logged."""

    secret: bytes
    recipient: str

    def __repr__(self) -> str:
        return f"Keys({self.fingerprint})"

    @property
    def fingerprint(self) -> str:
        """Names the key without giving it away; stands in every manifest."""
        return self.derive("fingerprint").hex()[:16]

    def derive(self, purpose: str) -> bytes:
        """A key of its own for another purpose."""
        return hmac.digest(self.secret, b"medvind/" + purpose.encode(), "sha256")

    def person_key(self, cpr: str, linked_within: str = "") -> str:
        """The pseudonym of a personal number: 26 letters and digits. `linked_within` keeps a replacement number
        from being linked with the same number elsewhere."""
        text = f"medvind/person/1:{linked_within}:{cpr}".encode()
        return token(hmac.digest(self.secret, text, "sha256")[:16])

    def seal(self, data: bytes) -> bytes:
        """Encrypt to the public key; only the holder of the secret half can open it."""
        recipient = pyrage.x25519.Recipient.from_str(self.recipient)
        return bytes(pyrage.encrypt(data, [recipient]))


def token(data: bytes) -> str:
    """Bytes as lower-case base32 without padding."""
    return base64.b32encode(data).decode().rstrip("=").lower()


def make_keys(folder: Path) -> bool:
    """Make the keys of a house; return False, and touch nothing, where some are there already."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any((folder / name).exists() for name in (PSEUDONYM, PUBLIC, SECRET)):
        return False
    identity = pyrage.x25519.Identity.generate()
    _write(folder / SECRET, str(identity))
    _write(folder / PUBLIC, str(identity.to_public()))
    _write(folder / PSEUDONYM, base64.b64encode(secrets.token_bytes(_LENGTH)).decode())
    return True


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")


def load_keys(folder: Path) -> Keys:
    """Read the keys. Raises KeysMissing where they are absent, short, or readable by others."""
    for name in (PSEUDONYM, PUBLIC):
        _check(folder / name)
    secret = _decoded((folder / PSEUDONYM).read_bytes())
    if len(secret) != _LENGTH:
        raise KeysMissing(f"Nøglen i {folder / PSEUDONYM} er beskadiget. Hent den fra jeres sikkerhedskopi.")
    return Keys(secret, (folder / PUBLIC).read_text().strip())


def _decoded(text: bytes) -> bytes:
    """The bytes that base64 text stands for; none where it is not base64."""
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


def digest(data: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
