"""Detect the encoding of text: a byte order mark, else strict UTF-8, else the one with the most Danish letters."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator

from pipelines.intake.reading.sheet import Unreadable

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_EIGHT_BIT = (("cp1252", "Windows-1252"), ("cp850", "CP850"), ("mac_roman", "Mac Roman"))
_ASCII = bytes(range(128))
# A few NUL bytes are a fault of the writing program; many NUL or control characters mean binary data.
_MAX_NULS, _MAX_CONTROLS = 0.01, 0.05
_CONTROLS = [chr(number) for number in range(32) if chr(number) not in "\t\n\r\v\f\x1a\x1c\x1d\x1e\x1f"]
_DANISH = set("æøåÆØÅéÉ")
_PLAUSIBLE = _DANISH | set("äöüÄÖÜßèáíóúñç°§½–’“”·« »€¤")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text in composed form (NFC) and the name of its encoding. Raises Unreadable for binary data."""
    text, name = _decode(data)
    if _is_binary(text[:20_000], guessed=name in dict(_EIGHT_BIT).values()):
        raise Unreadable("not_a_table")
    # CP/M and DOS programs end a file with \x1a.
    return composed(text.replace("\x00", "").rstrip("\x1a")), name


def composed(text: str, step: int = 1_000_000) -> str:
    """Return the text in composed form (NFC), made of parts of some `step` characters: at once it takes four bytes for
    each character beside the text."""
    if all(unicodedata.is_normalized("NFC", part) for part in _parts(text, step)):
        return text
    return "".join(unicodedata.normalize("NFC", part) for part in _parts(text, step))


def _parts(text: str, step: int) -> Iterator[str]:
    """Yield whole lines: no letter is composed across the end of one."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + step) + 1 or len(text)
        yield text[start:end]
        start = end


def _is_binary(sample: str, guessed: bool) -> bool:
    """Say whether the content is binary; control characters count only where the encoding is a guess."""
    controls = sum(map(sample.count, _CONTROLS)) if guessed else 0
    return sample.count("\x00") > _MAX_NULS * len(sample) or controls > _MAX_CONTROLS * len(sample)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), name
    if unmarked := _unmarked_utf16(data[:2000]):
        return data.decode(unmarked, errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _eight_bit(data)


def _unmarked_utf16(beginning: bytes) -> str | None:
    """Detect UTF-16 without a byte order mark: Latin letters have a zero in every other byte."""
    for start, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        bytes_ = beginning[start::2]
        if len(bytes_) > 2 and bytes_.count(0) > 0.6 * len(bytes_):
            return codec
    return None


def _eight_bit(data: bytes) -> tuple[str, str]:
    sample = data.translate(None, _ASCII)[:20_000]
    codec, name = max(_EIGHT_BIT, key=lambda option: _danishness(sample, option[0]))
    return data.decode(codec, errors="replace"), name


def _danishness(sample: bytes, codec: str) -> float:
    """Score how plausible the letters beyond ASCII are in Danish: æ, ø and å count double, implausible ones
    negative."""
    text = sample.decode(codec, errors="replace")
    return sum(2.0 if c in _DANISH else 0.5 if c in _PLAUSIBLE else -1.0 for c in text)
