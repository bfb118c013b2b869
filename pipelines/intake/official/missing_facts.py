"""Say exactly what an official table lacks that is set up for one of our indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipelines.intake.official.benchmark_rows import has_group, is_of
from pipelines.intake.official.cells import Cell, OfficialTable, is_place, is_total
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.text.danish import listed
from schemas.benchmark_sources import SourceTable, benchmark_sources
from schemas.code_lists import code_list
from schemas.folding import fold

# A name of a column that cannot be a value.
_HARMLESS = re.compile(r"[^\W\d_][^\W\d_ -]{0,29}")


def missing_facts(table: OfficialTable, source: SourceTable) -> Iterator[Problem]:
    """Yield what the table lacks: its year, a place of ours, the right unit, the group that is set up, or a total."""
    if not table.has_period:
        yield file_problem("official_no_year")
    if not source.numerator and source.unit == "pct" and not _is_percent(table.unit):
        yield file_problem("official_not_percent")
    here = [cell for cell in table.cells if is_of(cell, source, table) and is_place(cell.place)]
    if not here:
        yield file_problem("official_no_place", places=listed(list(code_list("geographies").codes.values())))
        return
    for where in source.groups:
        yield from _missing_group(here, where)


def _is_percent(unit: str) -> bool:
    """Say whether the unit that the file states, if any, is percent."""
    return not unit or fold(unit) in map(fold, benchmark_sources().words.percent)


def _missing_group(here: Sequence[Cell], where: Mapping[str, str]) -> Iterator[Problem]:
    of_group = [cell for cell in here if has_group(cell, where)]
    if not of_group:
        wanted = listed([f"{column}: {text}" for column, text in where.items()])
        yield file_problem("official_no_group", names=wanted)
        return
    chosen = {fold(column) for column in where}
    others = sorted({column for cell in of_group for column in cell.groups} - chosen)
    split = [
        column for column in others if not any(is_total(c.groups.get(column, ""), column) for c in of_group)
    ]
    if split:
        named = [column for column in split if _HARMLESS.fullmatch(column)]
        yield file_problem("official_no_total", names=listed(named or ["flere kolonner"]))
