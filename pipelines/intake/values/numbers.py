"""Numbers as Danes and programs write them. The decimal sign is decided in decimal_sign.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.intake.values.decimal_sign import COMMAED, DOTTED, Form, Forms, Sign, form_of, settled, sign_of
from pipelines.intake.values.value import Unreadable, Value

# No amount has nine digits. A misplaced personal number has, and is rejected.
_LARGEST = 10**8
_FRACTION = re.compile(r"0[.,]\d+|1[.,]0+|[01]")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::00)?(?:\s?(?:t|timer?)\.?)?", re.IGNORECASE)
_KINDERGARTEN = re.compile(r"(?:børnehaveklassen?|bh\.?\s?-?(?:kl\.?|klasse)?)", re.IGNORECASE)
_MARKED = re.compile(r"(.*\d\s?%?)\s?[¹²³⁰-⁹*]+\)?")
_UNITS = {
    "hours": re.compile(
        r"(.*\d)\s?(?:t|h|timer?|hours?)\.?(?:\s?(?:/|pr\.?|om|i)\s?uge[nr]?\.?)?", re.IGNORECASE
    ),
    "grade": re.compile(
        r"(?:(?:klasse(?:trin)?|trin|årgang)\s)?(\d{1,2}(?:[.,]0+)?)\.?\s?(?:klassetrin|klasse|kl|trin|årgang)?\.?"
        r"(?:\s(?:mv|m\.v|m\.m)\.?)?",
        re.IGNORECASE,
    ),
    "days": re.compile(r"(.*\d)\s?(?:d|dage?|days?|skoledage?)\.?", re.IGNORECASE),
}


@dataclass(frozen=True)
class NumberParser:
    """Parser of the numbers of one column with this decimal sign."""

    sign: Sign

    def __call__(self, text: str) -> Value:
        """Parse one number. Raises Unreadable."""
        compact = compacted(text)
        form = form_of(compact)
        if form is Form.NONE:
            raise Unreadable("number_unreadable")
        if form is Form.POINT or (form in DOTTED | COMMAED and self.sign is Sign.POINT):
            thousands = form in COMMAED or "," in compact
            note = "comma_thousands" if thousands else "decimal_point"
            return Value(_amount(compact.replace(",", "")), note)
        return Value(_amount(compact.replace(".", "").replace(",", ".")), self._comma_note(form, compact))

    def _comma_note(self, form: Form, compact: str) -> str | None:
        doubt = self.sign is Sign.DOUBT
        if "." in compact:
            return "thousands_guessed" if doubt and form in DOTTED else "thousands"
        return "decimals_guessed" if doubt and form in COMMAED else None


def decimal_parser(
    texts: Iterable[str], file: Iterable[Form] = (), below_thousand: bool = False
) -> NumberParser:
    """Return the parser for one column, given all its distinct texts and the forms of the file's numbers."""
    forms = number_forms(texts, below_thousand)
    return NumberParser(sign_of(forms, forms.union(file)))


@dataclass(frozen=True)
class IntegerParser:
    """Parser of whole numbers; `7,0` is one. With the unit `grade`, `9. klasse` and `Børnehaveklasse` are."""

    read: NumberParser
    unit: str | None = None

    def __call__(self, text: str) -> Value:
        """Parse one whole number. Raises Unreadable."""
        if self.unit == "grade" and _KINDERGARTEN.fullmatch(text):
            return Value(0)
        read = self.read(without_unit(text, self.unit))
        if read.value != int(read.value):
            raise Unreadable("integer_unreadable")
        return Value(int(read.value), read.note)


@dataclass(frozen=True)
class AmountParser:
    """Parser of numbers that may have their unit beside them: `37 t`, `37:30`, `2 dage`."""

    read: NumberParser
    unit: str

    def __call__(self, text: str) -> Value:
        """Parse one amount. Raises Unreadable."""
        if self.unit == "hours" and (clock := _CLOCK.fullmatch(text)):
            return Value(int(clock[1]) + int(clock[2]) / 60)
        return self.read(without_unit(text, self.unit))


def without_mark(text: str) -> str:
    """Return a number without a footnote mark after it: 44¹ is 44."""
    found = _MARKED.fullmatch(text)
    return found[1] if found else text


def without_unit(text: str, unit: str | None) -> str:
    """Return a number without its unit; any other text as it is."""
    found = _UNITS[unit].fullmatch(text) if unit else None
    return found[1] if found else text


@dataclass(frozen=True)
class PercentParser:
    """Parser of the percentages of one column. `signed` where some have a percent sign, `fractions` where all are
    shares."""

    read: NumberParser
    signed: bool
    fractions: bool

    def __call__(self, text: str) -> Value:
        """Parse one percentage. Raises Unreadable."""
        read = self.read(text.rstrip("% "))
        if self.signed and "%" not in text and _is_fraction(text):
            raise Unreadable("percent_mixed")
        return Value(round(100 * read.value, 9), "fraction_as_percent") if self.fractions else read


def percent_parser(texts: Iterable[str], file: Iterable[Form] = ()) -> PercentParser:
    """Return the parser for a column of percentages, given all its distinct texts: `87,5 %` is 87.5.

    A column of fractions only (0,875) is multiplied by 100. Where some cells have the sign and others are fractions,
    the meaning of the fractions is unknown, and they are rejected.
    """
    seen = list(texts)
    signed = any("%" in text for text in seen)
    fractions = not signed and any("," in t or "." in t for t in seen) and all(_is_fraction(t) for t in seen)
    return PercentParser(decimal_parser((text.rstrip("% ") for text in seen), file, True), signed, fractions)


def number_forms(texts: Iterable[str], below_thousand: bool = False) -> Forms:
    """Return the forms of the numbers of one column; `below_thousand` where its contract allows no larger ones."""
    return settled(frozenset(form_of(compacted(text.rstrip("% "))) for text in texts), below_thousand)


def number_evidence(texts: Iterable[str]) -> list[str]:
    """Return the fewest texts that give the same parser as all of them: one of each notation."""
    evidence: dict[tuple[object, ...], str] = {}
    for text in texts:
        form = form_of(compacted(text.rstrip("% ")))
        evidence.setdefault((form, "," in text or "." in text, "%" in text, _is_fraction(text)), text)
    return list(evidence.values())


def compacted(text: str) -> str:
    """Return a number without the white space and apostrophes that separate its thousands."""
    return re.sub(r"[\s']", "", text)


def _is_fraction(text: str) -> bool:
    return bool(_FRACTION.fullmatch(compacted(text)))


def _amount(text: str) -> float:
    number = float(text)
    if abs(number) >= _LARGEST:
        raise Unreadable("number_unreadable")
    return number
