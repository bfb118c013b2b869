"""What the keys do: pseudonyms, marks of erased persons, sealed originals, digests. Where they lie: keys.py."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyrage

from pipelines.intake.values.cpr_columns import Numbers, are_temporary

Digests = npt.NDArray[np.uint8]
DIGEST_BYTES, _LETTERS = 16, 26
_ALPHABET = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
_AT_ONCE = 100_000


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
            name = wrap_pseudonym(name, key, "person")
        return self.renamed.get(name, name)

    def erasure_mark(self, cpr: str, linked_within: str = "") -> str:
        """What is remembered of a personal number that was erased: it cannot be told from its pseudonym."""
        mark = _named(self.derive("erasure"), f"{linked_within}:{cpr}")
        for key in self.later:
            mark = wrap_pseudonym(mark, key, "erasure")
        return mark

    def person_digests(self, numbers: Numbers, partner: str) -> Digests:
        """What the pseudonyms of many personal numbers from one partner are written from; see `tokens`."""
        start = b"medvind/person/1:%b:"
        return self._digests(self.secret, start, numbers, partner, "person")

    def person_keys(self, numbers: Numbers, partner: str) -> pl.Series:
        """The pseudonyms of many personal numbers from one partner, as they were before any was `renamed`."""
        return tokens(self.person_digests(numbers, partner))

    def erasure_marks(self, numbers: Numbers, partner: str) -> pl.Series:
        """The erasure marks of many personal numbers from one partner."""
        return tokens(self._digests(self.derive("erasure"), b"%b:", numbers, partner, "erasure"))

    def _digests(self, key: bytes, start: bytes, numbers: Numbers, partner: str, purpose: str) -> Digests:
        found = np.empty((len(numbers), DIGEST_BYTES), dtype=np.uint8)
        # A replacement number is never linked with the same number elsewhere.
        starts = start % b"", start % partner.encode()
        for first in range(0, len(numbers), _AT_ONCE):
            some = numbers[first : first + _AT_ONCE]
            apart = are_temporary(some).tolist()
            texts = (starts[own] + b"%010d" % n for own, n in zip(apart, some.tolist(), strict=True))
            digests = _named_all(key, texts)
            for later in self.later:
                names = (name.encode() for name in tokens(digests))
                digests = _named_all(_derived(later, purpose), names)
            found[first : first + _AT_ONCE] = digests
        return found

    def seal(self, original: BufferedReader, target: Path) -> None:
        """Encrypt an open file to the public key; only the holder of the secret half can open what is written."""
        recipient = pyrage.x25519.Recipient.from_str(self.recipient)
        original.seek(0)
        # By its number, for whatever has the file's name by now may be another file.
        pyrage.encrypt_file(f"/dev/fd/{original.fileno()}", str(target), [recipient])


def wrap_pseudonym(name: str, key: bytes, purpose: str) -> str:
    """What a pseudonym or mark of before becomes under a later key."""
    return _named(_derived(key, purpose), name)


def _named(key: bytes, text: str) -> str:
    return token(hmac.digest(key, text.encode(), "sha256")[:DIGEST_BYTES])


def _named_all(key: bytes, texts: Iterable[bytes]) -> Digests:
    """HMAC with SHA-256 of many texts under a key of at most 64 bytes, whose share of the work is done but once."""
    padded = key.ljust(64, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in padded)) for pad in (0x36, 0x5C))

    def named(text: bytes) -> bytes:
        within, around = inner.copy(), outer.copy()
        within.update(text)
        around.update(within.digest())
        return around.digest()[:DIGEST_BYTES]

    joined = b"".join(map(named, texts))
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, DIGEST_BYTES)


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.digest(key, b"medvind/" + purpose.encode(), "sha256")


def token(data: bytes) -> str:
    """Bytes as lower-case base32 without padding."""
    return base64.b32encode(data).decode().rstrip("=").lower()


def tokens(digests: Digests) -> pl.Series:
    """Many digests of 16 bytes as `token` writes them."""
    bits = np.zeros((len(digests), _LETTERS * 5), dtype=np.uint8)
    bits[:, : DIGEST_BYTES * 8] = np.unpackbits(digests, axis=1)
    letters = _ALPHABET[bits.reshape(-1, 5) @ np.array([16, 8, 4, 2, 1], dtype=np.uint8)]
    ends = np.arange(0, (len(digests) + 1) * _LETTERS, _LETTERS, dtype=np.int64)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(letters)]
    return pl.Series(pl.from_arrow(pa.LargeStringArray.from_buffers(len(digests), buffers[1], buffers[2])))


def digest(original: BufferedReader) -> str:
    """The sha256 of an open file's bytes, in hexadecimal."""
    original.seek(0)
    return hashlib.file_digest(original, "sha256").hexdigest()
