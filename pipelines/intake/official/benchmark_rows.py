"""The rows of benchmarks that an official table has: a number for each indicator, place and period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipelines.intake.official.cells import Cell, OfficialTable, is_place, is_total, same
from pipelines.intake.reading.sheet import Sheet
from pipelines.intake.values.numbers import decimal_parser
from pipelines.intake.values.value import Unreadable, Value
from schemas.benchmark_sources import SourceTable
from schemas.feeds import all_feeds
from schemas.folding import fold

_FIELDS = ("indicator_id", "geography", "period", "value", "numerator", "denominator", "source", "retrieved")
_NOT_PUBLISHED = ".."
# The StatBank's sign for none.
_NONE = "-"
# A unit or a measure in percent; not a measure about so many percent of something (`Over 10 procent`).
_PERCENT = re.compile(r"^(?:pct|procent|%)|\bi (?:pct|procent)|\((?:pct|procent|%)", re.IGNORECASE)


@dataclass(frozen=True)
class BenchmarkRow:
    """The texts of one row of benchmarks, and the row of the file it comes from, counted from 0."""

    at: int
    texts: tuple[str, ...]
    destroyed: bool = False


def is_of(cell: Cell, source: SourceTable, table: OfficialTable) -> bool:
    """Say whether a cell is of the measure or the table of a source."""
    return same(cell.measure, source.value) or same(table.name, source.table)


def has_group(cell: Cell, where: Mapping[str, str]) -> bool:
    """Say whether each wanted column has the wanted text."""
    return all(same(cell.groups.get(fold(column), ""), text) for column, text in where.items())


def _is_group(cell: Cell, where: Mapping[str, str]) -> bool:
    """Say whether a cell is of the wanted group, and of all in every other column."""
    wanted = {fold(column) for column in where}
    others = ((text, column) for column, text in cell.groups.items() if column not in wanted)
    return has_group(cell, where) and all(is_total(text, column) for text, column in others)


def rows_of(table: OfficialTable, source: SourceTable, received: date) -> Iterator[BenchmarkRow]:
    """Yield the rows of one source; a share of two groups has both counts."""
    mine = [cell for cell in table.cells if is_of(cell, source, table) and is_place(cell.place)]
    parts = {(c.place, c.period): _amount(c, table) for c in mine if _is_group(c, source.numerator)}
    share = _shares([_amount(cell, table) for cell in mine])
    in_unit = _percentages(mine, table) if source.unit == "pct" else str
    retrieved = table.retrieved or f"{received:%d-%m-%Y}"
    for cell in mine:
        if not _is_group(cell, source.groups[-1]):
            continue
        amount = _amount(cell, table)
        part, whole = (parts.get((cell.place, cell.period), ""), amount) if source.numerator else ("", "")
        value = share(part, whole) if source.numerator else in_unit(amount)
        place = (source.indicator_id, cell.place, cell.period)
        yield BenchmarkRow(
            cell.row, (*place, value, part, whole, source.source, retrieved), cell.is_destroyed
        )


def _amount(cell: Cell, table: OfficialTable) -> str:
    """Return the text of a number; the StatBank's sign for none is 0."""
    text = cell.text.strip()
    return "0" if text == _NONE and table.source == "Danmarks Statistik" else text


def _percentages(cells: list[Cell], table: OfficialTable) -> Callable[[str], str]:
    """Return what writes a percentage with its sign, so that 0,9 % is never taken for a share.

    Where neither the table nor the measure speaks of percent, and no number is above 1, they are shares and stay so.
    """
    texts = [_amount(cell, table) for cell in cells]
    read = decimal_parser(texts)
    is_percent = any(map(_PERCENT.search, {table.unit, *(cell.measure for cell in cells)}))
    if not is_percent and not any(_above_one(read, text) for text in texts):
        return str
    return lambda text: f"{text} %" if text[-1:].isdigit() else text


def _above_one(read: Callable[[str], Value], text: str) -> bool:
    try:
        return abs(float(read(text).value)) > 1
    except (Unreadable, TypeError):
        return False


def _shares(texts: list[str]) -> Callable[[str, str], str]:
    """Return what gives one count as a percentage of another, as text; not published where one of them is not."""
    read = decimal_parser(texts)

    def share(part: str, whole: str) -> str:
        try:
            return f"{100 * float(read(part).value) / float(read(whole).value):.4f} %".replace(".", ",")
        except (Unreadable, ZeroDivisionError):
            return _NOT_PUBLISHED

    return share


def sheet_of(sheet: Sheet, rows: list[BenchmarkRow]) -> Sheet:
    """Return the rows below our own headers, each in the row of the file it came from where that is free."""
    columns = all_feeds()["benchmarks"].columns
    placed: dict[int, BenchmarkRow] = {}
    free = len(sheet.rows)
    for row in (row for row in rows if not row.destroyed):
        at, free = (row.at, free) if row.at and row.at not in placed else (free + 1, free + 1)
        placed[at] = row
    texts = [list(placed[at].texts) if at in placed else [] for at in range(1, max(placed, default=0) + 1)]
    header = [columns[name].title for name in _FIELDS]
    return replace(sheet, rows=[header, *texts], merged=[], unfinished=False)
