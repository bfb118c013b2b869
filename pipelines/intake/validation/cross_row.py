"""What only all rows of a drop together tell: rows that repeat or contradict each other, spells that overlap, numbers
that seem mistyped.

Rows about the same thing are found by a hash of it, 8 bytes a row; only those that share one are laid side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from pipelines.intake.frames.spill import ChunkBuffer, Hashes, Repeats, among
from pipelines.intake.validation.row_rules import overlapping, typing_errors
from pipelines.intake.validation.typed_rows import PLACE
from pipelines.intake.values.cpr_columns import Distinct, numbers_of
from schemas.contract import Feed

NONE = pl.Series("index", [], dtype=pl.UInt32)


@dataclass(frozen=True)
class CrossRowResult:
    """Rows by their index. `repeated` are those that only repeat an earlier row; `conflicting` have the key of another
    row that says something else; `quarrelling` repeat a conflicting one."""

    repeated: pl.Series = field(default_factory=NONE.clone)
    conflicting: pl.Series = field(default_factory=NONE.clone)
    quarrelling: pl.Series = field(default_factory=NONE.clone)
    overlapping: pl.Series = field(default_factory=NONE.clone)


class CrossRowChecks:
    """Looks at the rows as they are put on a shelf, and then at those it has to see together."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.persons = Distinct()
        self._repeats = Repeats()

    @property
    def _has_spells(self) -> bool:
        return {"start_date", "cpr"} <= set(self.feed.key) and "end_date" in self.feed.columns

    @property
    def _same(self) -> list[str]:
        """The columns that two rows share if they have anything to do with each other."""
        spells = self._has_spells
        return [name for name in self.feed.key if not (spells and name == "start_date")]

    def add(self, table: pl.DataFrame) -> None:
        """Look at some rows."""
        if "cpr" in table.columns:
            self.persons.add(numbers_of(table["cpr"]))
        self._repeats.add(self._hashed(table))

    def _hashed(self, table: pl.DataFrame) -> pl.Series:
        return table.select(self._same).hash_rows(seed=1)

    def together(self, table: ChunkBuffer, bad: pl.Series) -> CrossRowResult:
        """What the rows say of each other; `bad` rows have no say but in what overlaps."""
        parts = [self._part(pl.concat(self._sharing(table, again)), bad) for again in self._repeats.found()]
        return (
            CrossRowResult(*(pl.concat([NONE, *found]).sort() for found in zip(*parts, strict=True)))
            if parts
            else CrossRowResult()
        )

    def _sharing(self, table: ChunkBuffer, again: Hashes) -> Iterator[pl.DataFrame]:
        columns = ["index", *self.feed.columns]
        for piece in (kept.frame for kept in table):
            yield piece.select(columns).filter(pl.Series(among(self._hashed(piece).to_numpy(), again)))

    def _part(self, rows: pl.DataFrame, bad: pl.Series) -> tuple[pl.Series, ...]:
        late = overlapping(rows, self.feed) if self._has_spells else NONE
        good = rows.filter(~pl.col("index").is_in(bad.implode()))
        first = good.unique(list(self.feed.columns), keep="first", maintain_order=True)
        conflict = first.filter(first.select(pl.struct(self.feed.key).is_duplicated()).to_series())
        repeated = good.join(first, on="index", how="anti")
        # Rows that repeat a conflicting row are in the same quarrel.
        quarrel = repeated.join(conflict, on=list(self.feed.key), how="semi", nulls_equal=True)
        return repeated["index"], conflict["index"], quarrel["index"], late

    def mistyped(self, table: ChunkBuffer) -> pl.Series:
        """The rows whose personal number seems mistyped."""
        wrong = typing_errors(self.persons.numbers)
        if not len(wrong):
            return NONE
        pieces = (kept.frame for kept in table)
        found = (rows["index"].filter(pl.Series(among(numbers_of(rows["cpr"]), wrong))) for rows in pieces)
        return pl.concat([NONE, *found])


def places_of(table: ChunkBuffer, rows: pl.Series) -> Iterator[pl.DataFrame]:
    """The index and place of some rows, by their sorted indexes."""
    for kept in table:
        mine = kept.within(rows)
        if len(mine):
            yield kept.frame[mine - kept.first].select("index", *PLACE)
