"""Derive pseudonyms, erasure keys, encrypted originals and digests from the keys. Reading the files: key_files.py."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyrage

from pipelines.intake.identity.waiting_key import identity_text
from pipelines.intake.values.cpr_columns import Numbers, are_temporary

Digests = npt.NDArray[np.uint8]
DIGEST_BYTES, _LETTERS = 16, 26
_ALPHABET = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
_BATCH = 100_000


@dataclass(frozen=True)
class Keys:
    """The keys that the pipeline itself needs. Never printed, never logged.

    `later` are the keys of rotations, oldest first: each is applied to the pseudonyms of the one before it, so that
    stored pseudonyms can be changed without the partners' files. `renamed` maps the pseudonym of a replaced personal
    number to the person's current one.
    """

    secret: bytes
    recipient: str
    later: tuple[bytes, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Keys({self.fingerprint})"

    @property
    def fingerprint(self) -> str:
        """Identify the newest key without revealing it; written in every manifest."""
        return _derived((self.secret, *self.later)[-1], "fingerprint").hex()[:16]

    def derive(self, purpose: str) -> bytes:
        """Derive a key for another purpose. It does not change when the pseudonym key is rotated."""
        return _derived(self.secret, purpose)

    def person_key(self, cpr: str, linked_within: str = "") -> str:
        """Return the pseudonym of a personal number: 26 letters and digits.

        `linked_within` (a partner) keeps a replacement number from being linked with the same number from others.
        """
        name = _named(self.secret, f"medvind/person/1:{linked_within}:{cpr}")
        for key in self.later:
            name = wrap_pseudonym(name, key, "person")
        return self.renamed.get(name, name)

    def erasure_key(self, cpr: str, linked_within: str = "") -> str:
        """Return what is stored of an erased personal number; it cannot be linked with the number's pseudonym."""
        mark = _named(self.derive("erasure"), f"{linked_within}:{cpr}")
        for key in self.later:
            mark = wrap_pseudonym(mark, key, "erasure")
        return mark

    def file_digest(self, sha256: str) -> str:
        """Return what is stored of a file's SHA-256: 26 letters and digits. A plain digest of a file with one row gives
        its personal number back to anybody who tries them all."""
        name = _named(self.derive("file"), sha256)
        for key in self.later:
            name = wrap_pseudonym(name, key, "file")
        return name

    def person_digests(self, numbers: Numbers, partner: str) -> Digests:
        """Return the digests behind the pseudonyms of many personal numbers from one partner, one of 16 bytes each."""
        start = b"medvind/person/1:%b:"
        return self._digests(self.secret, start, numbers, partner, "person")

    def person_keys(self, numbers: Numbers, partner: str) -> pl.Series:
        """Return the pseudonyms of many personal numbers from one partner, before `renamed` is applied."""
        return tokens(self.person_digests(numbers, partner))

    def erasure_keys(self, numbers: Numbers, partner: str) -> pl.Series:
        """Return the erasure keys of many personal numbers from one partner."""
        return tokens(self._digests(self.derive("erasure"), b"%b:", numbers, partner, "erasure"))

    def _digests(self, key: bytes, start: bytes, numbers: Numbers, partner: str, purpose: str) -> Digests:
        found = np.empty((len(numbers), DIGEST_BYTES), dtype=np.uint8)
        # A replacement number is never linked with the same number from another partner.
        starts = start % b"", start % partner.encode()
        for first in range(0, len(numbers), _BATCH):
            batch = numbers[first : first + _BATCH]
            temporary = are_temporary(batch).tolist()
            texts = (
                starts[is_temporary] + b"%010d" % n
                for is_temporary, n in zip(temporary, batch.tolist(), strict=True)
            )
            digests = _named_all(key, texts)
            for later in self.later:
                names = (name.encode() for name in tokens(digests))
                digests = _named_all(_derived(later, purpose), names)
            found[first : first + _BATCH] = digests
        return found

    def seal(self, original: BufferedReader, target: Path) -> None:
        """Encrypt an open file to the public key; only the holder of the secret key can decrypt the target."""
        recipient = pyrage.x25519.Recipient.from_str(self.recipient)
        original.seek(0)
        # Read by file descriptor: another file may have the original's name by now.
        pyrage.encrypt_file(f"/dev/fd/{original.fileno()}", str(target), [recipient])

    def seal_waiting(self, original: BufferedReader, target: Path) -> None:
        """Encrypt an open file so that the pipeline itself can open it again."""
        original.seek(0)
        pyrage.encrypt_file(f"/dev/fd/{original.fileno()}", str(target), [self._waiting.to_public()])

    def open_waiting(self, sealed: Path, target: Path) -> None:
        """Decrypt what `seal_waiting` encrypted."""
        pyrage.decrypt_file(str(sealed), str(target), [self._waiting])

    @property
    def _waiting(self) -> Any:
        return pyrage.x25519.Identity.from_str(identity_text(self.derive("waiting")))


def wrap_pseudonym(name: str, key: bytes, purpose: str) -> str:
    """Apply a later key to a pseudonym, erasure key or file digest made with the earlier ones."""
    return _named(_derived(key, purpose), name)


def _named(key: bytes, text: str) -> str:
    return token(hmac.digest(key, text.encode(), "sha256")[:DIGEST_BYTES])


def _named_all(key: bytes, texts: Iterable[bytes]) -> Digests:
    """Return the HMAC-SHA256 of many texts, cut to 16 bytes each; the key is processed once and copied."""
    keyed = hmac.new(key, digestmod="sha256")

    def named(text: bytes) -> bytes:
        digest = keyed.copy()
        digest.update(text)
        return digest.digest()[:DIGEST_BYTES]

    joined = b"".join(map(named, texts))
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, DIGEST_BYTES)


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.digest(key, b"medvind/" + purpose.encode(), "sha256")


def token(data: bytes) -> str:
    """Encode bytes as lower-case base32 without padding."""
    return base64.b32encode(data).decode().rstrip("=").lower()


def tokens(digests: Digests) -> pl.Series:
    """Encode many digests of 16 bytes as `token` does."""
    return pl.Series(pl.from_arrow(token_array(digests)))


def token_array(digests: Digests) -> pa.Array:
    """Encode many digests of 16 bytes as `token` does, to Arrow's form."""
    bits = np.zeros((len(digests), _LETTERS * 5), dtype=np.uint8)
    bits[:, : DIGEST_BYTES * 8] = np.unpackbits(digests, axis=1)
    letters = _ALPHABET[bits.reshape(-1, 5) @ np.array([16, 8, 4, 2, 1], dtype=np.uint8)]
    offsets = np.arange(0, (len(digests) + 1) * _LETTERS, _LETTERS, dtype=np.int64)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(letters)]
    return pa.LargeStringArray.from_buffers(len(digests), buffers[1], buffers[2])


def digest(original: BufferedReader) -> str:
    """Return the SHA-256 of an open file's bytes, in hexadecimal."""
    original.seek(0)
    return hashlib.file_digest(original, "sha256").hexdigest()
