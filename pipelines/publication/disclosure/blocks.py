"""Divide cells into blocks: the cells of an indicator and period with everything that definitions link to them.

Blocks share no unknown, so each is solved independently, and only when something in it has changed.
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
from pipelines.publication.disclosure.linear_system import Floats, Mask
from pipelines.publication.disclosure.linked_groups import Group, connected

_FLAGS = ("suppressed", "was_shown", "was_hidden", "is_known")
_TEXTS = ("indicator_id", "period", *DIMENSIONS, "measure", "links")


class _Member(NamedTuple):
    """A cell, its row number in the table, its flags, and its published numerators by time (NaN: suppressed)."""

    cell: Cell
    row: int
    flags: tuple[bool, ...]
    history: Mapping[datetime, float]


@dataclass(frozen=True)
class Block:
    """Cells in order of importance; `rows` are their row numbers in the table.

    The masks: `is_small` (primary suppression), `was_shown` and `was_hidden` (in the last publication), `is_known`
    (today's numerator was published at some time). `seen`: for each publication that changed a cell of the block, the
    numerators shown, NaN where suppressed.
    """

    cells: Sequence[Cell]
    rows: Sequence[int]
    is_small: Mask
    was_shown: Mask
    was_hidden: Mask
    is_known: Mask
    seen: Sequence[Floats]

    @property
    def groups(self) -> set[Group]:
        """The indicators and periods of the block's cells."""
        return {(cell.indicator_id, cell.period) for cell in self.cells}

    def digest(self) -> str:
        """Return a SHA-256 over everything that the pattern depends on, except the code."""
        arrays = (self.is_small, self.was_shown, self.was_hidden, self.is_known, *self.seen)
        cells = ((*cell[:-1], str(cell.links)) for cell in self.cells)
        content = json.dumps([*(array.tolist() for array in arrays), *cells])
        return hashlib.sha256(content.encode()).hexdigest()


def blocks_of(cells: pl.DataFrame) -> Iterator[Block]:
    """Divide cells, flagged by `primary` and `with_history`, into blocks; cells that are not countable are left out."""
    groups: defaultdict[Group, list[_Member]] = defaultdict(list)
    for row, values in enumerate(cells.select(_columns()).iter_rows(named=True)):
        cell = _cell(values)
        if cell.is_countable:
            flags = tuple(values[flag] for flag in _FLAGS)
            member = _Member(cell, row, flags, _history(values["history"] or []))
            groups[cell.indicator_id, cell.period].append(member)
    links = {group: members[0].cell.links for group, members in groups.items()}
    for linked in connected(links):
        yield _block([member for group in linked for member in groups[group]])


def _columns() -> list[pl.Expr]:
    base = pl.coalesce("denominator", "persons").alias("base")
    numbers = [pl.col("persons"), pl.col("numerator"), base]
    known = [number.cast(pl.Float64).fill_null(float("nan")) for number in numbers]
    return [*(pl.col(name).fill_null("") for name in _TEXTS), *known, *map(pl.col, (*_FLAGS, "history"))]


def _cell(values: Mapping[str, Any]) -> Cell:
    return Cell(
        values["indicator_id"],
        values["period"],
        tuple(values[dimension] for dimension in DIMENSIONS),
        values["measure"],
        values["persons"],
        values["base"],
        values["numerator"],
        parse(values["links"]),
    )


def _history(changes: Sequence[Mapping[str, Any]]) -> dict[datetime, float]:
    shown = ((change["published_at"], change["numerator"]) for change in changes)
    return {moment: float("nan") if numerator is None else numerator for moment, numerator in shown}


def _block(members: list[_Member]) -> Block:
    members.sort(key=lambda member: importance(member.cell))
    flags = np.array([member.flags for member in members], dtype=np.bool_).T
    cells, rows = [member.cell for member in members], [member.row for member in members]
    is_small, was_shown, was_hidden, is_known = flags
    return Block(cells, rows, is_small, was_shown, was_hidden, is_known, _seen(members))


def _seen(members: Sequence[_Member]) -> list[Floats]:
    seen, now = [], np.full(len(members), np.nan)
    for moment in sorted({moment for member in members for moment in member.history}):
        now = np.array([member.history.get(moment, last) for member, last in zip(members, now, strict=True)])
        seen.append(now)
    return seen
