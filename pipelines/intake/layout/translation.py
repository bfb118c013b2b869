"""Translate the texts that a partner or a system uses for a value into ours, before cells are typed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache

import polars as pl
from babel.dates import get_month_names

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.sheet_title import title_of, unambiguous
from pipelines.intake.values.periods import parse_period
from pipelines.settings import INDICATOR_SEED
from schemas.contract_column import Column
from schemas.folding import fold
from schemas.kinds import Kind
from schemas.partners import Partner

# Columns of all feeds that name one indicator, or several.
NAMING = ("indicator_id", "indicator_ids")
# The most pieces between commas of one indicator's name.
_PIECES = 3


def translations_of(layout: Layout, partner: Partner | None) -> dict[str, dict[str, str]]:
    """Return by field what a partner's own texts mean, by the folded text."""
    genders: dict[str, str] = {
        fold(code): gender for code, gender in (partner.gender_codes if partner else {}).items()
    }
    months = {
        name: _months(layout) for name in layout.columns if layout.feed.columns[name].kind is Kind.MONTH
    }
    profile = layout.profile.values if layout.profile else {}
    system = {name: {fold(text): code for text, code in table.items()} for name, table in profile.items()}
    own = {
        name: {fold(text): code for text, code in table.items()}
        for name, table in (partner.codes if partner else {}).get(layout.feed.name, {}).items()
    }
    indicators = dict.fromkeys(NAMING, _indicators())
    tables = {"gender": genders, **indicators, **months, **system}
    for name, table in own.items():
        tables[name] = {**tables.get(name, {}), **table}
    return {name: table for name, table in tables.items() if table and name in layout.columns}


def known_indicators() -> set[str]:
    """Return the id of every indicator."""
    return set(_indicators().values())


@cache
def _indicators() -> dict[str, str]:
    """Return the id of each indicator by its folded Danish name."""
    with INDICATOR_SEED.open(encoding="utf-8", newline="") as file:
        return {fold(row["name_da"]): row["indicator_id"] for row in csv.DictReader(file)}


def _months(layout: Layout) -> dict[str, str]:
    """Return what a month without a year means, where the sheet's name or title gives a year or a school year."""
    for texts in ([layout.sheet.name], title_of(layout.sheet, layout.first_row)):
        for kind in (Kind.SCHOOL_YEAR, Kind.YEAR):
            if found := unambiguous(texts, Column("", kind=kind)):
                return dict(_named(int(str(parse_period(found).value)[:4]), kind is Kind.SCHOOL_YEAR))
    return {}


def _named(year: int, of_school: bool) -> Iterator[tuple[str, str]]:
    for number, name in get_month_names(locale="da").items():
        for written in (name, name[:3], name[:4]):
            yield written, f"{year + (of_school and number < 8)}M{number:02d}"


def translate(chunk: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Return a chunk of a layout's data rows with its translations; every other text as it is."""
    lists = {name for name in layout.translations if layout.feed.columns[name].kind is Kind.LIST}
    found = {
        name: (_meanings_of_lists if name in lists else _meanings)(chunk[name], table)
        for name, table in layout.translations.items()
    }
    return chunk.with_columns(pl.col(name).replace(meanings) for name, meanings in found.items() if meanings)


def _meanings(texts: pl.Series, table: Mapping[str, str]) -> dict[str, str | None]:
    """Return what the texts of a column mean; None where they mean nothing."""
    distinct = texts.unique().drop_nulls()
    return {text: table[folded] or None for text in distinct if (folded := fold(text)) in table}


def _meanings_of_lists(texts: pl.Series, table: Mapping[str, str]) -> dict[str, str | None]:
    """Return what the texts of a column mean whose parts are translated one by one; a name may have a comma."""
    distinct = texts.unique().drop_nulls()
    return {text: "; ".join(_parts(text, table)) for text in distinct}


def _parts(text: str, table: Mapping[str, str]) -> Iterator[str]:
    for part in text.split(";"):
        pieces = part.split(",")
        while pieces:
            names = (",".join(pieces[:count]) for count in range(_PIECES, 0, -1))
            name = next((name for name in names if fold(name) in table), pieces[0])
            yield table.get(fold(name), name.strip())
            del pieces[: name.count(",") + 1]
