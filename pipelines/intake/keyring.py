"""What the keys do: pseudonyms, marks of erased persons, sealed originals, digests. Where they lie: keys.py."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyrage


@dataclass(frozen=True)
class Keys:
    """The keys that the pipeline itself needs. Never printed, never logged.

    `later` are the keys that came after the first, oldest first: each wraps what the one before it made, so that
    stored pseudonyms can follow without the partners' files. `renamed` leads from the pseudonym of a personal
    number that was replaced to the one that stands for the person now.
    """

    secret: bytes
    recipient: str
    later: tuple[bytes, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Keys({self.fingerprint})"

    @property
    def fingerprint(self) -> str:
        """Names the newest key without giving it away; stands in every manifest."""
        return _derived((self.secret, *self.later)[-1], "fingerprint").hex()[:16]

    def derive(self, purpose: str) -> bytes:
        """A key of its own for another purpose; it stays when the key for pseudonyms is changed."""
        return _derived(self.secret, purpose)

    def person_key(self, cpr: str, linked_within: str = "") -> str:
        """The pseudonym of a personal number: 26 letters and digits. `linked_within` keeps a replacement number
        from being linked with the same number elsewhere."""
        name = _named(self.secret, f"medvind/person/1:{linked_within}:{cpr}")
        for key in self.later:
            name = wrapped(name, key, "person")
        return self.renamed.get(name, name)

    def erasure_mark(self, cpr: str, linked_within: str = "") -> str:
        """What is remembered of a personal number that was erased: it cannot be told from its pseudonym."""
        mark = _named(self.derive("erasure"), f"{linked_within}:{cpr}")
        for key in self.later:
            mark = wrapped(mark, key, "erasure")
        return mark

    def seal(self, data: bytes) -> bytes:
        """Encrypt to the public key; only the holder of the secret half can open it."""
        recipient = pyrage.x25519.Recipient.from_str(self.recipient)
        return bytes(pyrage.encrypt(data, [recipient]))


def wrapped(name: str, key: bytes, purpose: str) -> str:
    """What a pseudonym or mark of before becomes under a later key."""
    return _named(_derived(key, purpose), name)


def _named(key: bytes, text: str) -> str:
    return token(hmac.digest(key, text.encode(), "sha256")[:16])


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.digest(key, b"medvind/" + purpose.encode(), "sha256")


def token(data: bytes) -> str:
    """Bytes as lower-case base32 without padding."""
    return base64.b32encode(data).decode().rstrip("=").lower()


def digest(data: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
