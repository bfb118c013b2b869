"""Which encoding a text file is in: a mark, else strict UTF-8, else the one that gives most Danish."""

from __future__ import annotations

import codecs
import unicodedata

from pipelines.intake.reading.sheet import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_EIGHT_BIT = (("cp1252", "Windows-1252"), ("cp850", "CP850"), ("mac_roman", "Mac Roman"))
_ASCII = bytes(range(128))
# A few zeros are a fault of the program that wrote the file; many, or many of their like, are not text.
_NULS_MOST, _CONTROLS_MOST = 0.01, 0.05
_CONTROLS = [chr(number) for number in range(32) if chr(number) not in "\t\n\r\v\f\x1a\x1c\x1d\x1e\x1f"]
_DANISH = set("æøåÆØÅéÉ")
_PLAUSIBLE = _DANISH | set("äöüÄÖÜßèáíóúñç°§½–’“”·« »€")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text in composed form and the Danish name of its encoding. Raises Unreadable for binary data."""
    text, name = _decode(data)
    if _is_binary(text[:20_000], guessed=name in dict(_EIGHT_BIT).values()):
        raise Unreadable("not_a_table")
    # Old systems end a file with a sign of its own.
    return unicodedata.normalize("NFC", text.replace("\x00", "").rstrip("\x1a")), name


def _is_binary(sample: str, guessed: bool) -> bool:
    """Say whether this is no text; where its encoding is only guessed, control characters tell."""
    controls = sum(map(sample.count, _CONTROLS)) if guessed else 0
    return sample.count("\x00") > _NULS_MOST * len(sample) or controls > _CONTROLS_MOST * len(sample)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), name
    if unmarked := _utf16_without_mark(data[:2000]):
        return data.decode(unmarked, errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _eight_bit(data)


def _utf16_without_mark(head: bytes) -> str | None:
    """Latin letters in UTF-16 have a zero in every other byte."""
    for start, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[start::2]
        if len(half) > 2 and half.count(0) > 0.6 * len(half):
            return codec
    return None


def _eight_bit(data: bytes) -> tuple[str, str]:
    sample = data.translate(None, _ASCII)[:20_000]
    codec, name = max(_EIGHT_BIT, key=lambda option: _danishness(sample, option[0]))
    return data.decode(codec, errors="replace"), name


def _danishness(sample: bytes, codec: str) -> float:
    """How plausible the letters beyond ASCII are in Danish: the three letters count double, rubbish against."""
    text = sample.decode(codec, errors="replace")
    return sum(2.0 if c in _DANISH else 0.5 if c in _PLAUSIBLE else -1.0 for c in text)
