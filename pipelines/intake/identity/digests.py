"""Digests: the SHA-256 of a file, and keyed digests of texts, written as 26 letters and digits."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from io import BufferedReader

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

Digests = npt.NDArray[np.uint8]
DIGEST_BYTES, _LETTERS = 16, 26
_ALPHABET = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)


def wrap_pseudonym(name: str, key: bytes, purpose: str) -> str:
    """Apply a later key to a pseudonym, erasure key or file digest made with the earlier ones."""
    return named(derived(key, purpose), name)


def named(key: bytes, text: str) -> str:
    """Return the HMAC-SHA256 of a text, cut to 16 bytes, as 26 letters and digits."""
    return token(hmac.digest(key, text.encode(), "sha256")[:DIGEST_BYTES])


def named_all(key: bytes, texts: Iterable[bytes]) -> Digests:
    """Return the HMAC-SHA256 of many texts, cut to 16 bytes each; the key is processed once and copied."""
    keyed = hmac.new(key, digestmod="sha256")

    def named(text: bytes) -> bytes:
        digest = keyed.copy()
        digest.update(text)
        return digest.digest()[:DIGEST_BYTES]

    joined = b"".join(map(named, texts))
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, DIGEST_BYTES)


def derived(key: bytes, purpose: str) -> bytes:
    """Derive the key (32 bytes) of one purpose from another key."""
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
