"""Write an official table as rows of benchmarks: a number for each indicator, place and period, with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.intake.layout.header_rows import meaning
from pipelines.intake.official.cells import Cell, OfficialTable, is_place, same
from pipelines.intake.official.long_table import long_table
from pipelines.intake.official.pivot import pivot
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.sheet import Sheet
from pipelines.intake.values.numbers import compacted
from pipelines.text.danish import listed, number
from schemas.benchmark_sources import SourceTable, benchmark_sources
from schemas.feeds import all_feeds
from schemas.folding import fold
from schemas.headers import readings

_FIRST_ROWS = 15
_TABLE = re.compile(r"[A-ZÆØÅ]{2,8}\d{0,4}[A-Z]{0,2}")
_FIELDS = ("indicator_id", "geography", "period", "value", "numerator", "denominator", "source", "retrieved")


@dataclass(frozen=True)
class Official:
    """A sheet of benchmarks made of an official table, or none where nothing in it can be used; and what is said."""

    sheet: Sheet | None
    problems: list[Problem] = field(default_factory=list)


def official(sheet: Sheet, received: date) -> Official | None:
    """Return a sheet's official table as benchmarks; None where it is no such table."""
    if _is_of_persons(sheet):
        return None
    if _is_without_header(sheet):
        return Official(None, [file_problem("official_without_header", sheet.name or None)])
    table = long_table(sheet) or pivot(sheet)
    if table is None or not table.cells:
        return None
    used = [
        source
        for source in benchmark_sources().tables
        if any(_is_of(cell, source, table) for cell in table.cells)
    ]
    if not used:
        return Official(None, list(_unused(table)))
    rows = [row for source in used for row in _rows(table, source, received)]
    problems = list(_said(replace(table, source=used[0].source), rows))
    return Official(_sheet(sheet, rows), problems) if rows else Official(None, problems)


def _is_of_persons(sheet: Sheet) -> bool:
    """Say whether the sheet has a column of personal numbers, which no official table has."""
    persons = all_feeds()["pupils"].headers
    return any(meaning(readings(cell), persons) == "cpr" for row in sheet.rows[:_FIRST_ROWS] for cell in row)


def _is_without_header(sheet: Sheet) -> bool:
    """Say whether each row is texts followed by several numbers, from the first row on: »uden overskrift«."""
    first = [row for row in sheet.rows[:5] if any(map(str.strip, row))]
    return (
        bool(first)
        and not sheet.name
        and all(
            len(row) > 3 and not _is_number(row[0]) and all(_is_number(cell) for cell in row[-2:])
            for row in first
        )
    )


def _is_number(text: str) -> bool:
    return compacted(text).replace(".", "").replace(",", "").lstrip("-").isdigit()


def _is_of(cell: Cell, source: SourceTable, table: OfficialTable) -> bool:
    return same(cell.measure, source.value) or same(table.name, source.table)


def _is_group(cell: Cell, where: Mapping[str, str]) -> bool:
    """Say whether a cell is of the wanted group: each column has the wanted text, and all others are totals."""
    wanted = {fold(column): text for column, text in where.items()}
    return wanted.keys() <= cell.groups.keys() and all(
        same(text, wanted[column]) if column in wanted else _is_total(text)
        for column, text in cell.groups.items()
    )


def _is_total(text: str) -> bool:
    folded = fold(text)
    return any(
        folded == total or folded.endswith(f" {total}")
        for total in map(fold, benchmark_sources().words.totals)
    )


@dataclass(frozen=True)
class _Row:
    at: int
    texts: tuple[str, ...]
    destroyed: bool = False


def _rows(table: OfficialTable, source: SourceTable, received: date) -> Iterator[_Row]:
    """Yield the rows of one source; a share of two groups has both counts."""
    mine = [cell for cell in table.cells if _is_of(cell, source, table) and is_place(cell.place)]
    parts = (
        {(c.place, c.period): c.text for c in mine if _is_group(c, source.numerator)}
        if source.numerator
        else {}
    )
    for cell in mine:
        if not _is_group(cell, source.denominator or source.where):
            continue
        part, whole = parts.get((cell.place, cell.period), ""), cell.text if source.numerator else ""
        value = _share(part, whole) if source.numerator else cell.text
        told = (
            source.indicator_id,
            cell.place,
            cell.period,
            value,
            part,
            whole,
            source.source,
            f"{received:%d-%m-%Y}",
        )
        yield _Row(cell.row, told, cell.is_destroyed)


def _share(part: str, whole: str) -> str:
    """Return one count as a percentage of another, as text; empty where one of them is missing."""
    try:
        return f"{100 * _count(part) / _count(whole):.4f}".replace(".", ",")
    except (ValueError, ZeroDivisionError):
        return ".."


def _count(text: str) -> float:
    return float(compacted(text).replace(".", "").replace(",", "."))


def _sheet(sheet: Sheet, rows: list[_Row]) -> Sheet:
    """Return the rows below our own headers, each in the row of the file it came from where that is free."""
    columns = all_feeds()["benchmarks"].columns
    placed: dict[int, _Row] = {}
    for row in (row for row in rows if not row.destroyed):
        at = row.at if row.at and row.at not in placed else max([len(sheet.rows), *placed]) + 1
        placed[at] = row
    texts = [list(placed[at].texts) if at in placed else [] for at in range(1, max(placed, default=0) + 1)]
    return replace(
        sheet, rows=[[columns[name].title for name in _FIELDS], *texts], merged=[], unfinished=False
    )


def _said(table: OfficialTable, rows: list[_Row]) -> Iterator[Problem]:
    """Yield what the table was recognised as, what was taken and left, and numbers that are destroyed."""
    taken = sum(not row.destroyed for row in rows)
    left = len(table.cells) - len(rows)
    yield file_problem(
        "official_read",
        table=_named(table),
        source=table.source,
        taken=number(taken),
        left=number(max(left, 0)),
    )
    yield from _not_ours(table)
    if destroyed := [row for row in rows if row.destroyed]:
        problem = file_problem("official_destroyed", rows=listed([str(row.at + 1) for row in destroyed[:10]]))
        yield replace(problem, count=len(destroyed))


def _unused(table: OfficialTable) -> Iterator[Problem]:
    reasons = list(_not_ours(table))
    yield file_problem("official_not_used", table=_named(table), source=table.source)
    yield from reasons


def _not_ours(table: OfficialTable) -> Iterator[Problem]:
    for measure in benchmark_sources().not_ours:
        if any(same(name, measure.value) for name in table.measures):
            yield file_problem("official_not_ours", name=measure.value, why=measure.why)


def _named(table: OfficialTable) -> str:
    """Return the table's name in the sentence where it is one of a statistical bank; any other text may be a value."""
    return f" {table.name}" if _TABLE.fullmatch(table.name) else ""
