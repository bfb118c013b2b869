"""The findings of a drop, counted by kind; of each kind the first are kept with their places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from pipelines.intake.validation.typed_rows import FINDING, PLACE

# In this order what is found of one row is told.
TYPING, AGE, CHECK_DIGIT, RULES, OVERLAP, CONTRACT, REPEATED, CONFLICT = range(8)
Kind = tuple[str, str | None, bool]
_KIND = ["code", "field", "emptied"]


@dataclass
class ProblemCounts:
    """Counts findings; `most` of each kind are kept. A finding is `emptied` where its cell was left out, and its row
    stayed."""

    most: int
    counts: Counter[Kind] = field(default_factory=Counter)
    _kept: list[pl.DataFrame] = field(default_factory=list)
    _unread: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, found: pl.DataFrame) -> None:
        """Take in findings of some rows: the columns of FINDING and PLACE, `emptied` and `step`."""
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
        """The first row of a sheet in which a field failed."""
        return self._unread.get((sheet, name))

    @property
    def findings(self) -> pl.DataFrame:
        """The findings that were kept, row by row."""
        empty = pl.DataFrame(schema=FINDING | dict.fromkeys(PLACE, pl.String) | {"source_row": pl.Int64})
        empty = empty.with_columns(emptied=pl.lit(None, pl.Boolean), step=pl.lit(None, pl.Int8)).clear()
        every = pl.concat([empty, *(kept.select(empty.columns) for kept in self._kept)])
        ordered = every.sort("index", "step", maintain_order=True)
        return ordered.filter(pl.int_range(pl.len()).over(_KIND) < self.most)
