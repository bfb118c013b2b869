"""The key that seals refused files which wait for an answer: derived from the installation's own, so that they can be
opened and read again. age takes a key in Bech32 (BIP 173)."""

from __future__ import annotations

from collections.abc import Iterable

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX = "age-secret-key-"


def identity_text(secret: bytes) -> str:
    """Return 32 bytes as the text of an age identity."""
    data = list(_fives(secret))
    expanded = [*(ord(letter) >> 5 for letter in _PREFIX), 0, *(ord(letter) & 31 for letter in _PREFIX)]
    check = _polymod([*expanded, *data, *[0] * 6]) ^ 1
    checked = [*data, *(check >> 5 * (5 - place) & 31 for place in range(6))]
    return f"{_PREFIX}1{''.join(_LETTERS[value] for value in checked)}".upper()


def _fives(data: bytes) -> Iterable[int]:
    """Yield the bits of some bytes in groups of five, the last filled up with zeros."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return (int(bits[at : at + 5], 2) for at in range(0, len(bits), 5))


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            check ^= generator if top >> place & 1 else 0
    return check
