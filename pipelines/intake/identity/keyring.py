"""Derive pseudonyms, erasure keys, sealed originals and file digests from the keys. Reading the files: key_files.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyrage

from pipelines.intake.identity.digests import (
    DIGEST_BYTES,
    Digests,
    derived,
    named,
    named_all,
    tokens,
    wrap_pseudonym,
)
from pipelines.intake.identity.waiting_key import identity_text
from pipelines.intake.values.cpr_columns import Numbers, are_temporary

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
        return derived((self.secret, *self.later)[-1], "fingerprint").hex()[:16]

    def derive(self, purpose: str) -> bytes:
        """Derive a key for another purpose. It does not change when the pseudonym key is rotated."""
        return derived(self.secret, purpose)

    def person_key(self, cpr: str, linked_within: str = "") -> str:
        """Return the pseudonym of a personal number: 26 letters and digits.

        `linked_within` (a partner) keeps a replacement number from being linked with the same number from others.
        """
        name = named(self.secret, f"medvind/person/1:{linked_within}:{cpr}")
        for key in self.later:
            name = wrap_pseudonym(name, key, "person")
        return self.renamed.get(name, name)

    def erasure_key(self, cpr: str, linked_within: str = "") -> str:
        """Return what is stored of an erased personal number; it cannot be linked with the number's pseudonym."""
        mark = named(self.derive("erasure"), f"{linked_within}:{cpr}")
        for key in self.later:
            mark = wrap_pseudonym(mark, key, "erasure")
        return mark

    def file_digest(self, sha256: str) -> str:
        """Return what is stored of a file's SHA-256: 26 letters and digits. A plain digest of a file with one row gives
        its personal number back to anybody who tries them all."""
        name = named(self.derive("file"), sha256)
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
            digests = named_all(key, texts)
            for later in self.later:
                names = (name.encode() for name in tokens(digests))
                digests = named_all(derived(later, purpose), names)
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
