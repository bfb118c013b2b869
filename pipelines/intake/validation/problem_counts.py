"""Count the problems of a drop's cells and rows by kind, and keep the first of each kind with their places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from pipelines.intake.validation.typed_rows import PROBLEM_COLUMNS
from pipelines.intake.values.text_cleaning import PLACE

# The order of a row's problems.
TYPING, AGE, CHECK_DIGIT, RULES, OVERLAP, CONTRACT, REPEATED, CONFLICT = range(8)
Kind = tuple[str, str | None, bool]
_KIND = ["code", "field", "emptied"]
_NO_PROBLEMS = pl.DataFrame(
    schema=PROBLEM_COLUMNS
    | dict.fromkeys(PLACE, pl.String)
    | {"source_row": pl.Int64, "emptied": pl.Boolean, "step": pl.Int8}
)


@dataclass
class ProblemCounts:
    """Counts problems and keeps the first `most` of each kind.

    A problem is `emptied` where its cell was left out but its row kept.
    """

    most: int
    counts: Counter[Kind] = field(default_factory=Counter)
    _kept: list[pl.DataFrame] = field(default_factory=list)
    _unread: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, found: pl.DataFrame) -> None:
        """Add the problems of some rows: the columns of PROBLEM_COLUMNS and PLACE, `emptied` and `step`."""
        if found.is_empty():
            return
        ordered = found.sort("index", "step", maintain_order=True)
        for (code, name, emptied), group in ordered.group_by(_KIND, maintain_order=True):
            self.counts[str(code), name, bool(emptied)] += len(group)
            self._kept.append(group.head(self.most))
        failed = ordered.filter("failed").group_by("sheet", "field").agg(pl.col("source_row").min())
        for sheet, name, row in failed.iter_rows():
            self._unread.setdefault((sheet, name), row)

    def first_unread(self, sheet: str, name: str) -> int | None:
        """Return the first row of a sheet in which a field failed."""
        return self._unread.get((sheet, name))

    @property
    def problems(self) -> pl.DataFrame:
        """The problems that were kept, row by row."""
        if not self._kept:
            return _NO_PROBLEMS
        every = pl.concat(kept.select(_NO_PROBLEMS.columns) for kept in self._kept)
        ordered = every.sort("index", "step", maintain_order=True)
        return ordered.filter(pl.int_range(pl.len()).over(_KIND) < self.most)
