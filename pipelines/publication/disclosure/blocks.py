"""What counts as one system: cells of an indicator and period, and all that definitions link to them.

Blocks share no unknown, so each is solved alone, and only when something in it has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from pipelines.publication.disclosure.cell import DIMENSIONS, Cell, importance
from pipelines.publication.disclosure.definition_links import parse
from pipelines.publication.disclosure.linear_system import Floats, Marks
from pipelines.publication.disclosure.linked_groups import Group, connected

_MARKS = ("suppressed", "was_shown", "was_hidden", "is_told")
_TEXTS = ("indicator_id", "period", *DIMENSIONS, "measure", "links")


class _Member(NamedTuple):
    """A cell, where it stands in the table, its marks, and the numerators shown of it (NaN from when it was hidden)."""

    cell: Cell
    row: int
    marks: tuple[bool, ...]
    history: Mapping[datetime, float]


@dataclass(frozen=True)
class Block:
    """Cells in order of importance; `rows`: where each stands in the table. The marks say which are small in
    themselves, and what was published of them. `seen`: for each publication that changed something here, the numerators
    that readers saw then; NaN where they saw none."""

    cells: Sequence[Cell]
    rows: Sequence[int]
    is_small: Marks
    was_shown: Marks
    was_hidden: Marks
    is_told: Marks
    seen: Sequence[Floats]

    def digest(self) -> str:
        """Names everything that the pattern depends on, but for the code."""
        arrays = (self.is_small, self.was_shown, self.was_hidden, self.is_told, *self.seen)
        cells = ((*cell[:-1], str(cell.links)) for cell in self.cells)
        said = json.dumps([*(array.tolist() for array in arrays), *cells])
        return hashlib.sha256(said.encode()).hexdigest()


def blocks_of(cells: pl.DataFrame) -> Iterator[Block]:
    """Divide cells, with the marks of `primary` and `recall`, into blocks; what is not countable is in none."""
    groups: defaultdict[Group, list[_Member]] = defaultdict(list)
    for row, values in enumerate(cells.select(_columns()).iter_rows(named=True)):
        cell = _cell(values)
        if cell.is_countable:
            marks = tuple(values[mark] for mark in _MARKS)
            member = _Member(cell, row, marks, _history(values["history"] or []))
            groups[cell.indicator_id, cell.period].append(member)
    links = {group: members[0].cell.links for group, members in groups.items()}
    for linked in connected(links):
        yield _block([member for group in linked for member in groups[group]])


def _columns() -> list[pl.Expr]:
    base = pl.coalesce("denominator", "persons").alias("base")
    numbers = [*map(pl.col, ("persons", "numerator", "coverage")), base]
    known = [number.cast(pl.Float64).fill_null(float("nan")) for number in numbers]
    return [*(pl.col(name).fill_null("") for name in _TEXTS), *known, *map(pl.col, (*_MARKS, "history"))]


def _cell(values: Mapping[str, Any]) -> Cell:
    return Cell(
        values["indicator_id"],
        values["period"],
        tuple(values[dimension] for dimension in DIMENSIONS),
        values["measure"],
        values["persons"],
        values["base"],
        values["numerator"],
        values["base"] * values["coverage"],
        parse(values["links"]),
    )


def _history(changes: Sequence[Mapping[str, Any]]) -> dict[datetime, float]:
    shown = ((change["published_at"], change["numerator"]) for change in changes)
    return {moment: float("nan") if numerator is None else numerator for moment, numerator in shown}


def _block(members: list[_Member]) -> Block:
    members.sort(key=lambda member: importance(member.cell))
    marks = np.array([member.marks for member in members], dtype=np.bool_).T
    cells, rows = [member.cell for member in members], [member.row for member in members]
    is_small, was_shown, was_hidden, is_told = marks
    return Block(cells, rows, is_small, was_shown, was_hidden, is_told, _seen(members))


def _seen(members: Sequence[_Member]) -> list[Floats]:
    seen, now = [], np.full(len(members), np.nan)
    for moment in sorted({moment for member in members for moment in member.history}):
        now = np.array([member.history.get(moment, last) for member, last in zip(members, now, strict=True)])
        seen.append(now)
    return seen
