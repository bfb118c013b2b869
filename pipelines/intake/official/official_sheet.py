"""Recognise the official tables of a sheet, take what is ours, and say what was taken, left and missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from pipelines.intake.layout.header_rows import meaning
from pipelines.intake.official.benchmark_rows import BenchmarkRow, is_of, rows_of, sheet_of
from pipelines.intake.official.cells import OfficialTable, is_period, is_place, same
from pipelines.intake.official.long_table import long_table
from pipelines.intake.official.missing_facts import missing_facts
from pipelines.intake.official.pivot import pivot
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.sheet import Sheet
from pipelines.intake.values.numbers import compacted
from pipelines.text.danish import listed, number
from schemas.benchmark_sources import benchmark_sources
from schemas.feeds import all_feeds
from schemas.folding import fold
from schemas.headers import readings

_FIRST_ROWS = 15
_TABLE = re.compile(r"[A-ZÆØÅ]{2,8}\d{0,4}[A-Z]{0,2}")


@dataclass(frozen=True)
class Official:
    """A sheet of benchmarks made of official tables, or none where nothing in it can be used; and what is said."""

    sheet: Sheet | None
    problems: list[Problem] = field(default_factory=list)


def official(sheet: Sheet, received: date) -> Official | None:
    """Return the official tables of a sheet as benchmarks; None where it has none."""
    if _is_of_persons(sheet):
        return None
    if _is_without_header(sheet):
        return Official(None, [file_problem("official_without_header", sheet.name or None)])
    tables = [_taken(table, received) for table in _tables(sheet)]
    if not tables:
        return None
    rows = [row for taken, _ in tables for row in taken]
    problems = [problem for _, found in tables for problem in found]
    return Official(sheet_of(sheet, rows) if rows else None, problems)


def _tables(sheet: Sheet) -> Iterator[OfficialTable]:
    """Yield each table of a sheet; the next begins where one ends."""
    start = 0
    while table := long_table(sheet, start) or pivot(sheet, start):
        if table.cells:
            yield table
        start = table.end


def _taken(table: OfficialTable, received: date) -> tuple[list[BenchmarkRow], list[Problem]]:
    """Return the rows that a table gives, and what is said of it."""
    sources = benchmark_sources()
    used = [source for source in sources.tables if any(is_of(cell, source, table) for cell in table.cells)]
    if not used:
        said = file_problem("official_not_used", table=_named(table), source=table.source)
        return [], [said, *_not_ours(table)]
    lacking = [list(missing_facts(table, source)) for source in used]
    complete = [source for source, problems in zip(used, lacking, strict=True) if not problems]
    rows = [row for source in complete for row in rows_of(table, source, received)]
    return rows, [*_said(table, used[0].source, rows), *chain(*lacking), *_not_ours(table)]


def _is_of_persons(sheet: Sheet) -> bool:
    """Say whether the sheet has a column of personal numbers, which no official table has."""
    persons = all_feeds()["pupils"].headers
    return any(meaning(readings(cell), persons) == "cpr" for row in sheet.rows[:_FIRST_ROWS] for cell in row)


def _is_without_header(sheet: Sheet) -> bool:
    """Say whether each row is texts with a place and a period, and then numbers, from the first row on: »uden
    overskrift«."""
    first = [row for row in sheet.rows[:5] if any(map(str.strip, row))]
    return bool(first) and not sheet.name and all(map(_is_cell_without_header, first))


def _is_cell_without_header(row: list[str]) -> bool:
    texts = [cell.strip() for cell in row]
    is_figure = len(texts) > 2 and not _is_number(texts[0]) and _is_number(texts[-1])
    return is_figure and any(map(is_place, texts[:-1])) and any(map(is_period, texts[:-1]))


def _is_number(text: str) -> bool:
    return compacted(text).replace(".", "").replace(",", "").lstrip("-").isdigit()


def _said(table: OfficialTable, source: str, rows: list[BenchmarkRow]) -> Iterator[Problem]:
    """Yield what the table was recognised as, what was taken and left, and numbers that are destroyed."""
    taken = sum(not row.destroyed for row in rows)
    left = number(max(len(table.cells) - len(rows), 0))
    yield file_problem("official_read", table=_named(table), source=source, taken=number(taken), left=left)
    if destroyed := [row for row in rows if row.destroyed]:
        problem = file_problem("official_destroyed", rows=listed([str(row.at + 1) for row in destroyed[:10]]))
        yield replace(problem, count=len(destroyed))


def _not_ours(table: OfficialTable) -> Iterator[Problem]:
    folded = {fold(name) for name in table.measures}
    for other in benchmark_sources().not_ours:
        if (other.value and fold(other.value) in folded) or same(table.name, other.table):
            yield file_problem("official_not_ours", name=other.value or other.table or "", why=other.why)


def _named(table: OfficialTable) -> str:
    """Return the table's name in the sentence where it is one of a statistical bank; any other text may be a value."""
    return f" {table.name}" if _TABLE.fullmatch(table.name) else ""
