"""Danish numbers. Whether a dot separates thousands or decimals is decided for a whole column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipelines.intake.values.value import Unreadable, Value

_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)*$")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_DOT_DECIMAL = re.compile(r"^[+-]?\d+\.\d+$")
# No amount has nine digits. A misplaced personal number has, and is rejected.
_LARGEST = 10**8


def decimal_parser(texts: Iterable[str]) -> Callable[[str], Value]:
    """Return the parser for one column, given all its distinct texts.

    A dot followed by anything but three digits is a decimal point, and so is every dot in the column unless a comma
    occurs. `1.234` without other evidence is parsed as 1234, with a note.
    """
    seen = [_compact(text) for text in texts]
    dotted = [text for text in seen if "." in text and "," not in text]
    comma = any("," in text for text in seen)
    point = not comma and any(_DOT_DECIMAL.match(t) and not _THOUSANDS.match(t) for t in dotted)
    return _point_decimal if point else (_comma_decimal if comma else _without_evidence)


@dataclass(frozen=True)
class PercentParser:
    """Parser of the percentages of one column. `signed` where some have a percent sign, `fractions` where all are
    shares."""

    read: Callable[[str], Value]
    signed: bool
    fractions: bool

    def __call__(self, text: str) -> Value:
        """Parse one percentage. Raises Unreadable."""
        read = self.read(text.rstrip("% "))
        if self.signed and "%" not in text and _is_fraction(text):
            raise Unreadable("percent_mixed")
        return Value(100 * read.value, "fraction_as_percent") if self.fractions else read


def percent_parser(texts: Iterable[str]) -> PercentParser:
    """Return the parser for a column of percentages, given all its distinct texts: `87,5 %` is 87.5.

    A column of fractions only (0,875) is multiplied by 100. Where some cells have the sign and others are fractions,
    the meaning of the fractions is unknown, and they are rejected.
    """
    seen = list(texts)
    signed = any("%" in text for text in seen)
    fractions = not signed and any("," in t or "." in t for t in seen) and all(_is_fraction(t) for t in seen)
    return PercentParser(decimal_parser(text.rstrip("% ") for text in seen), signed, fractions)


def number_evidence(texts: Iterable[str]) -> list[str]:
    """Return the fewest texts that give the same parser as all of them: one of each notation."""
    evidence: dict[tuple[bool, ...], str] = {}
    for text in texts:
        compact = _compact(text.rstrip("% "))
        point = bool(_DOT_DECIMAL.match(compact)) and not _THOUSANDS.match(compact)
        evidence.setdefault(("," in text, "." in text, point, "%" in text, _is_fraction(text)), text)
    return list(evidence.values())


def _is_fraction(text: str) -> bool:
    return bool(re.fullmatch(r"0[.,]\d+|[01]", _compact(text)))


def _compact(text: str) -> str:
    return re.sub(r"[\s']", "", text)


def _point_decimal(text: str) -> Value:
    """Parse a number in a column where every dot is a decimal point."""
    compact = _compact(text)
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", compact):
        raise Unreadable("number_unreadable")
    return Value(_amount(compact), "decimal_point" if "." in compact else None)


def _comma_decimal(text: str) -> Value:
    """Parse a number with a decimal comma; a dot before three digits separates thousands, any other is a decimal
    point."""
    compact = _compact(text)
    if _THOUSANDS.match(compact):
        return Value(_amount(compact.replace(".", "").replace(",", ".")), "thousands")
    if _DOT_DECIMAL.match(compact):
        return Value(_amount(compact), "decimal_point")
    if not _NUMBER.match(compact) or "." in compact or compact.count(",") > 1:
        raise Unreadable("number_unreadable")
    return Value(_amount(compact.replace(",", ".")))


def _amount(text: str) -> float:
    number = float(text)
    if abs(number) >= _LARGEST:
        raise Unreadable("number_unreadable")
    return number


def _without_evidence(text: str) -> Value:
    read = _comma_decimal(text)
    return Value(read.value, "thousands_guessed") if read.note == "thousands" else read


def parse_integer(text: str) -> Value:
    """Return a whole number; `7,0` is one. Raises Unreadable."""
    read = _comma_decimal(text)
    if read.value != int(read.value):
        raise Unreadable("integer_unreadable")
    return Value(int(read.value), read.note)
