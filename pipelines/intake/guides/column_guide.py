"""Describe in Danish how each column is written, from its contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel.numbers import format_decimal

from schemas.code_lists import CodeList, code_list
from schemas.contract import Feed
from schemas.contract_column import Column
from schemas.feeds import all_feeds
from schemas.kinds import Kind

# Example values show the format and belong to no real person, school or company.
_KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.CPR: ("Ti cifre, med eller uden bindestreg. Nullet foran skal med.", ""),
    Kind.DATE: ("Dato med dagen først, som 31-12-2025.", "05-09-2025"),
    Kind.MONTH: ("Måned, som 2025M09, 09-2025 eller sep 2025.", "2025M09"),
    Kind.SCHOOL_YEAR: ("Skoleår, som 2025/26.", "2024/25"),
    Kind.DECIMAL: ("Tal med komma, som 7,5.", "7,5"),
    Kind.INTEGER: ("Helt tal.", "5"),
    Kind.CODE: ("Kode eller navn fra listen.", ""),
    Kind.YES_NO: ("Ja eller Nej.", "Ja"),
    Kind.GENDER: ("K eller M.", "K"),
    Kind.YEAR: ("Årstal, som 2025.", "2025"),
    Kind.PERIOD: ("År, skoleår, kvartal eller måned: 2025, 2025/26, 2025K3 eller 2025M09.", "2024"),
    Kind.PERCENT: ("Procent som tal: 84,0 er 84 %.", "84,0"),
    Kind.CVR: ("Otte cifre.", "12345674"),
    Kind.LIST: ("Flere skilles med semikolon.", "en; to"),
    Kind.CLASS: ("Klassens navn som tekst.", "7-9"),
    Kind.TEXT: ("Tekst.", "Eksempel"),
    Kind.NOTE: ("Kort tekst uden navne og CPR-numre.", "Eksempel"),
}
# Examples are of this year: what they say has happened.
_YEAR = 2025
# Longer lists of choices are not repeated in a receipt.
_CHOICES_NAMED = 12
_DIGITS = re.compile(r"\^\\d\{(\d+)\}\$")


@dataclass(frozen=True)
class Field:
    """One column of the guide. `choices` are the words to choose from, if any."""

    name: str
    title: str
    required: bool
    kind: Kind
    how: str
    example: str
    choices: list[str]
    codes: CodeList | None
    aliases: tuple[str, ...]


def fields_of(feed: Feed) -> list[Field]:
    """Return every column that a partner may send, in the order of the contract."""
    named = zip(feed.delivered, _fields(feed.name), strict=True)
    return [replace(field, example=_example(feed, name, field)) for name, field in named]


def _example(feed: Feed, name: str, field: Field) -> str:
    """Return a cell of an example row that meets the contract as it stands."""
    if field.kind is Kind.CPR:
        youngest = feed.ages[0] if feed.ages else 0
        return f"0101{(_YEAR - youngest - 2) % 100:02d}-5007"
    return feed.example.get(name, field.example)


@cache
def _fields(name: str) -> tuple[Field, ...]:
    feed = all_feeds()[name]
    columns = feed.rows.to_schema().columns
    return tuple(
        _field(name, contract, _statistics(columns[name])) for name, contract in feed.delivered.items()
    )


def how_to_write(feed: Feed, title: str) -> str:
    """Return what to write in a column where a value is not allowed."""
    field = next((field for field in fields_of(feed) if field.title == title), None)
    if field is None:
        return "Kontrollér den."
    if len(field.choices) > _CHOICES_NAMED:
        return "Brug en af koderne på fanen Koder i skabelonen."
    *most, last = field.choices or [""]
    return (
        f"Skriv {', '.join(most)} eller {last}."
        if most
        else f"Skriv sådan: {field.how[:1].lower()}{field.how[1:]}"
    )


def _statistics(column: Any) -> dict[str, Any]:
    """Return the values of Pandera's checks by the name of the check."""
    return {check.name: next(iter(check.statistics.values()), None) for check in column.checks}


def _field(name: str, contract: Column, checks: Mapping[str, Any]) -> Field:
    codes = code_list(contract.code_list) if contract.code_list else None
    choices = _choices(contract, checks, codes)
    how, example = _KINDS[contract.kind]
    digits = _DIGITS.fullmatch(str(checks.get("str_matches")))
    if digits:
        how, example = f"{digits[1]} cifre.", "0" * int(digits[1])
    return Field(
        name=name,
        title=contract.title,
        required=contract.required,
        kind=contract.kind,
        how=" ".join([how, *_bounds(checks), *_additions(contract)]),
        example=choices[0] if choices else example,
        choices=choices,
        codes=codes,
        aliases=contract.aliases,
    )


def _choices(contract: Column, checks: Mapping[str, Any], codes: CodeList | None) -> list[str]:
    if codes:
        labels = list(codes.codes.values())
        clear = all(codes.find(label) == code for code, label in codes.codes.items())
        return labels if clear else list(codes.codes)
    if contract.kind is Kind.YES_NO:
        return ["Ja", "Nej"]
    if contract.kind is Kind.GENDER:
        return ["K", "M"]
    return [*map(str, checks["isin"]), *contract.words] if checks.get("isin") else []


def _bounds(checks: Mapping[str, Any]) -> list[str]:
    if {"greater_than_or_equal_to", "less_than_or_equal_to"} <= checks.keys():
        least, most = checks["greater_than_or_equal_to"], checks["less_than_or_equal_to"]
        return [f"Fra {format_decimal(least, locale='da')} til {format_decimal(most, locale='da')}."]
    sentences = {
        "greater_than": "Større end {}.",
        "greater_than_or_equal_to": "Mindst {}.",
        "less_than": "Mindre end {}.",
        "less_than_or_equal_to": "Højst {}.",
    }
    allowed = [f"En af {', '.join(map(str, checks['isin']))}."] if checks.get("isin") else []
    return allowed + [
        text.format(format_decimal(checks[name], locale="da"))
        for name, text in sentences.items()
        if name in checks
    ]


def _additions(contract: Column) -> list[str]:
    additions = []
    if contract.words:
        additions.append(f"Eller ét af ordene {', '.join(contract.words)}.")
    if contract.empty is not None:
        additions.append(f"En tom celle betyder {format_decimal(contract.empty, locale='da')}.")
    return additions
