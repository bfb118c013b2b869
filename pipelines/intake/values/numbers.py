"""Danish numbers. Whether a dot is a thousand's or a decimal's is decided for a whole column, on evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipelines.intake.values.value import Unreadable, Value

_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)*$")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_DOT_DECIMAL = re.compile(r"^[+-]?\d+\.\d+$")
# No amount has nine digits: a personal number that has strayed into a column of numbers has, and is not kept.
_LARGEST = 10**8


def decimal_parser(texts: Iterable[str]) -> Callable[[str], Value]:
    """Return the parser for one column, given all its distinct texts.

    A dot followed by anything but three digits can only be a decimal point, and then it is one in the whole
    column, unless a comma says otherwise. `1.234` alone, without a clue, is read as 1234 and remarked upon.
    """
    seen = [_squeeze(text) for text in texts]
    dotted = [text for text in seen if "." in text and "," not in text]
    comma = any("," in text for text in seen)
    point = not comma and any(_DOT_DECIMAL.match(t) and not _THOUSANDS.match(t) for t in dotted)
    return _point_decimal if point else (_comma_decimal if comma else _no_clue)


@dataclass(frozen=True)
class PercentParser:
    """Reads the percentages of one column, in which some have the sign or all are fractions, or neither."""

    read: Callable[[str], Value]
    signed: bool
    fractions: bool

    def __call__(self, text: str) -> Value:
        """Read one percentage. Raises Unreadable."""
        read = self.read(text.rstrip("% "))
        if self.signed and "%" not in text and _is_fraction(text):
            raise Unreadable("percent_mixed")
        return Value(100 * read.value, "fraction_as_percent") if self.fractions else read


def percent_parser(texts: Iterable[str]) -> PercentParser:
    """Return the parser for a column of percentages, given all its distinct texts: `87,5 %` is 87.5.

    A column of nothing but fractions (0,875) is one of percentages too. Where some cells have the sign and others
    are fractions, nobody can tell what those mean.
    """
    seen = list(texts)
    signed = any("%" in text for text in seen)
    fractions = not signed and any("," in t or "." in t for t in seen) and all(_is_fraction(t) for t in seen)
    return PercentParser(decimal_parser(text.rstrip("% ") for text in seen), signed, fractions)


def number_evidence(texts: Iterable[str]) -> list[str]:
    """As few of the texts as say the same of their column as all of them: one of each way of writing."""
    told: dict[tuple[bool, ...], str] = {}
    for text in texts:
        squeezed = _squeeze(text.rstrip("% "))
        point = bool(_DOT_DECIMAL.match(squeezed)) and not _THOUSANDS.match(squeezed)
        told.setdefault(("," in text, "." in text, point, "%" in text, _is_fraction(text)), text)
    return list(told.values())


def _is_fraction(text: str) -> bool:
    return bool(re.fullmatch(r"0[.,]\d+|[01]", _squeeze(text)))


def _squeeze(text: str) -> str:
    return re.sub(r"[\s']", "", text)


def _point_decimal(text: str) -> Value:
    """Every dot of the column is a decimal point."""
    squeezed = _squeeze(text)
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", squeezed):
        raise Unreadable("number_unreadable")
    return Value(_amount(squeezed), "decimal_point" if "." in squeezed else None)


def _comma_decimal(text: str) -> Value:
    """The comma is the decimal sign; a dot before three digits parts thousands, any other is a decimal point."""
    squeezed = _squeeze(text)
    if _THOUSANDS.match(squeezed):
        return Value(_amount(squeezed.replace(".", "").replace(",", ".")), "thousands")
    if _DOT_DECIMAL.match(squeezed):
        return Value(_amount(squeezed), "decimal_point")
    if not _NUMBER.match(squeezed) or "." in squeezed or squeezed.count(",") > 1:
        raise Unreadable("number_unreadable")
    return Value(_amount(squeezed.replace(",", ".")))


def _amount(text: str) -> float:
    number = float(text)
    if abs(number) >= _LARGEST:
        raise Unreadable("number_unreadable")
    return number


def _no_clue(text: str) -> Value:
    read = _comma_decimal(text)
    return Value(read.value, "thousands_guessed") if read.note == "thousands" else read


def parse_integer(text: str) -> Value:
    """Return a whole number; `7,0` is one. Raises Unreadable."""
    read = _comma_decimal(text)
    if read.value != int(read.value):
        raise Unreadable("integer_unreadable")
    return Value(int(read.value), read.note)
