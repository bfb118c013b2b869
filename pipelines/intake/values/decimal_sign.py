"""Decide whether a dot or a comma is the decimal sign, from the numbers of a column and of the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

_PLAIN = re.compile(r"[+-]?\d+")
_FEW_DIGITS = r"[+-]?[1-9]\d{0,2}"
_UNDECIDED = re.compile(rf"{_FEW_DIGITS}([.,])(\d{{3}})")
_ONE_SIGN = re.compile(r"[+-]?\d+([.,])\d+")
_THOUSANDS = {sign: re.compile(rf"{_FEW_DIGITS}(?:\{sign}\d{{3}})+") for sign in ".,"}


class Form(Enum):
    """What the notation of one number shows. A form such as DOT_THREE (`1.234`) has two possible meanings."""

    NONE = auto()
    PLAIN = auto()
    POINT = auto()
    COMMA = auto()
    DOT_THREE = auto()
    DOT_ZEROS = auto()
    COMMA_THREE = auto()
    COMMA_ZEROS = auto()


class Sign(Enum):
    """The decimal sign of a column; DOUBT where its numbers and the file leave it open."""

    POINT = auto()
    COMMA = auto()
    DOUBT = auto()


Forms = frozenset[Form]
DOTTED: Forms = frozenset({Form.DOT_THREE, Form.DOT_ZEROS})
COMMAED: Forms = frozenset({Form.COMMA_THREE, Form.COMMA_ZEROS})


def form_of(number: str) -> Form:
    """Return the form of a number without white space. A number that begins with 0 has no thousands."""
    if _PLAIN.fullmatch(number):
        return Form.PLAIN
    if match := _UNDECIDED.fullmatch(number):
        if match[2] == "000":
            return Form.DOT_ZEROS if match[1] == "." else Form.COMMA_ZEROS
        return Form.DOT_THREE if match[1] == "." else Form.COMMA_THREE
    if match := _ONE_SIGN.fullmatch(number):
        return Form.POINT if match[1] == "." else Form.COMMA
    return _with_thousands(number)


def _with_thousands(number: str) -> Form:
    """Return the form of a number with two signs or more: `1.234,5`, `1.234.567`."""
    for sign, thousands, form in ((",", ".", Form.COMMA), (".", ",", Form.POINT)):
        whole, _, decimals = number.partition(sign)
        if _THOUSANDS[thousands].fullmatch(whole) and (decimals.isdecimal() or sign not in number):
            return form
    return Form.NONE


def settled(forms: Forms, below_thousand: bool) -> Forms:
    """Return the forms of a column, where its contract allows no thousands with undecided ones settled.

    A comma before three digits is a decimal sign there. A dot is one where every number has it; among whole numbers
    it may as well be a mistake.
    """
    if below_thousand and forms & COMMAED:
        forms = forms - COMMAED | {Form.COMMA}
    if below_thousand and forms & DOTTED and Form.PLAIN not in forms:
        forms = forms - DOTTED | {Form.POINT}
    return forms


def sign_of(column: Forms, file: Iterable[Form]) -> Sign:
    """Return the decimal sign of a column, by its own numbers, else by those of the file, both `settled`.

    Where neither shows it and every number of the file ends in `.000`, or every one in `,000`, they are whole numbers
    with their decimals written out.
    """
    in_file = frozenset(file) - {Form.NONE}
    for forms in (column, in_file):
        if Form.POINT in forms and Form.COMMA in forms:
            return Sign.DOUBT
        if Form.POINT in forms:
            return Sign.POINT
        if Form.COMMA in forms:
            return Sign.COMMA
    if in_file == {Form.DOT_ZEROS}:
        return Sign.POINT
    return Sign.COMMA if in_file == {Form.COMMA_ZEROS} else Sign.DOUBT
